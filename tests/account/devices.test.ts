import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { startServer, type TestServer } from '../harness/server.ts';
import { enter, openTrip } from '../interaction/trip.ts';

const PROXIED = { TACET_TRUSTED_PROXIES: '127.0.0.1', TACET_COUNTRY_HEADER: 'X-Country' };

describe('where a device signed in from', () => {
  const servers: TestServer[] = [];
  after(() => Promise.all(servers.map((server) => server.stop())));

  /** Signs in with these headers on every request; out comes what is kept of the place. */
  async function placeOf(env: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>) {
    const server = await startServer({ env });
    servers.push(server);
    const account = await server.account('ada@example.org');
    const browser = server.browser(headers);
    const { id } = await openTrip(browser, `${server.issuer}/account`);
    await enter(browser, id, 'ada@example.org');
    const [session] = await server.parts.storage.sessions.list(account.id, server.clock.nowSeconds());
    assert.ok(session);
    return [session.addressPrefix, session.country];
  }

  it('JIRO-R19 keeps the network, never the address, and the country that a proxy of ours tells', async () => {
    const told = { 'X-Forwarded-For': '198.51.100.77', 'X-Country': 'be' };
    assert.deepEqual(await placeOf(PROXIED, told), ['198.51.100.0/24', 'BE']);
  });

  for (const [what, env, headers] of [
    ['somebody who is no proxy of ours', { ...PROXIED, TACET_TRUSTED_PROXIES: '192.0.2.1' }, 'BE'],
    ['a header that was not configured', { TACET_TRUSTED_PROXIES: '127.0.0.1' }, 'BE'],
    ['what is no country', PROXIED, 'Belgium'],
    ['a place that the proxy does not know', PROXIED, 'XX'],
    ['two countries at once', PROXIED, 'BE, NL'],
  ] as const) {
    it(`believes no ${what}`, async () => {
      assert.deepEqual(await placeOf(env, { 'X-Country': headers }), ['127.0.0.0/24', '']);
    });
  }
});
