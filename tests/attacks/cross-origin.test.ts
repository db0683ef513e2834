import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { endpoints, knock } from './endpoints.ts';
import { type Instance, openInstance, ownClient } from './world.ts';

const REGISTERED = 'https://app.example';
const STRANGERS = [
  ...['https://evil.example', 'null', 'https://app.example.evil.example', 'https://evilapp.example'],
  ...['http://app.example', 'https://app.example:8443', 'https://app.example/', 'https://APP.example'],
  ...['https://app.example, https://evil.example', 'https://sub.app.example', 'file://', 'app.example', '*'],
];

/** CF-20: which page may read which answer. */
describe('CF-20 HT-03 origin by endpoint', () => {
  let at: Instance;
  before(async () => {
    at = await openInstance();
    await ownClient(at);
  });
  after(() => at.stop());

  const origins = () => [...STRANGERS, REGISTERED, at.server.issuer];
  const allowed = (readers: string, origin: string) => {
    if (readers === 'everybody') return '*';
    // Our own origin is the one of the playground, which is a client like any other.
    const known = origin === REGISTERED || origin === at.server.issuer;
    return readers === 'clients' && known ? origin : undefined;
  };

  for (const endpoint of endpoints) {
    const { method, path, readers } = endpoint;
    it(`${method} ${path}: ${readers}`, async () => {
      for (const origin of origins()) {
        const sent = knock(endpoint, at.server.issuer);
        const answer = await at.wire.send({ ...sent, headers: { ...sent.headers, Origin: origin } });
        const preflight = await at.wire.send({
          ...{ method: 'OPTIONS', path: sent.path },
          headers: { Origin: origin, 'Access-Control-Request-Method': method },
        });
        for (const { headers, status } of [answer, preflight]) {
          assert.ok(status < 500);
          assert.equal(
            headers['access-control-allow-origin'],
            allowed(readers, origin),
            `${origin} ${status}`,
          );
          assert.equal(headers['access-control-allow-credentials'], undefined);
          if (readers === 'clients') assert.match(headers.vary ?? '', /\bOrigin\b/i);
        }
      }
    });
  }

  it('no page of another site makes a call of ours, whatever it says', async () => {
    for (const endpoint of endpoints.filter(({ kind }) => kind === 'call')) {
      const sent = knock(endpoint, at.server.issuer);
      const told: readonly Readonly<Record<string, string>>[] = [
        ...[...STRANGERS, REGISTERED].map((Origin) => ({ Origin })),
        ...[...STRANGERS, REGISTERED].map((Origin) => ({ Origin, 'Sec-Fetch-Site': 'same-origin' })),
        ...['cross-site', 'same-site', 'none'].map((site) => ({ 'Sec-Fetch-Site': site })),
        {},
      ];
      for (const headers of told) {
        const all = { 'Content-Type': 'application/json', ...headers };
        const { status, text } = await at.wire.send({ ...sent, headers: all });
        assert.equal(status, 403, `${endpoint.path} ${JSON.stringify(headers)}`);
        assert.equal(JSON.parse(text).problem, 'cross_site');
      }
    }
  });
});
