import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Endpoint, endpoints, knock, mountedRoutes } from './endpoints.ts';
import { EMAIL, type Holder, openHolder } from './holder.ts';
import { cookieIn, finishLogin, letterTo, startLogin } from './trips.ts';
import type { WireAnswer } from './wire.ts';
import {
  authorizePath,
  closedAccount,
  codeFor,
  openInstance,
  ownClient,
  redeem,
  sessionOf,
  tokensFor,
  tokensIn,
  userinfo,
} from './world.ts';

const HOSTS: readonly Readonly<Record<string, string>>[] = [
  { Host: 'evil.example' },
  { Host: 'localhost:4242@evil.example' },
  { Host: 'localhost:443:x@evil.example' },
  {
    Host: 'localhost',
    'X-Forwarded-Host': 'evil.example',
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Port': '666',
  },
  { 'X-Forwarded-Prefix': '/evil.example', 'X-Forwarded-Server': 'evil.example', 'X-Host': 'evil.example' },
  { Forwarded: 'for=1.2.3.4;host=evil.example;proto=https', 'X-Forwarded-Scheme': 'https' },
  { 'X-Original-URL': '/evil.example', 'X-Rewrite-URL': '/evil.example', 'X-HTTP-Method-Override': 'DELETE' },
];

const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;

describe('every endpoint', () => {
  let holder: Holder;
  before(async () => {
    holder = await openHolder();
  });
  after(() => holder.at.stop());

  const send = (endpoint: Endpoint, headers: Readonly<Record<string, string>> = {}, path?: string) => {
    const sent = knock(endpoint, holder.at.server.issuer);
    return holder.at.wire.send({
      ...sent,
      path: path ?? sent.path,
      headers: { ...sent.headers, ...headers },
    });
  };

  it('is known to these tests', () => {
    assert.deepEqual(mountedRoutes(holder.at.server), [...new Set(endpoints.map(nameOf))].sort());
  });

  it('MX-06 does not believe what a request says of its own host', async () => {
    for (const endpoint of endpoints) {
      const plain = await send(endpoint);
      for (const poison of HOSTS) {
        const answer = await send(endpoint, poison);
        assertSame(plain, answer, `${nameOf(endpoint)} ${JSON.stringify(poison)}`);
      }
      const sent = knock(endpoint, holder.at.server.issuer);
      const absolute = await send(endpoint, {}, `http://evil.example${sent.path}`);
      assertSame(plain, absolute, `${nameOf(endpoint)} in absolute form`);
    }
  });

  it('MX-06 EM-04 sends nobody elsewhere, neither by a redirect nor by a letter', async () => {
    const { at, app, trip } = holder;
    for (const [index, poison] of HOSTS.entries()) {
      const { headers } = await at.wire.get(authorizePath(app.client), poison);
      assert.ok(headers.location?.startsWith(`${at.server.issuer}/interaction/`), headers.location);
      const email = `someone-${index}@example.org`;
      await at.wire.call(`/interaction/${trip.id}/sign-up`, { email }, { Cookie: trip.browser, ...poison });
      const letter = await letterTo(at.wire, email);
      assert.match(letter?.text ?? '', /\/sign-up#ti_/, email);
      const links = letter?.text.match(/[a-z]+:\/\/[^/\s]+/g);
      assert.deepEqual([...new Set(links)], [at.server.issuer]);
      assert.doesNotMatch(letter?.text ?? '', /evil/);
    }
  });

  it('HT-01 leaves nothing in a cache but public documents, refusals included', async () => {
    const { at, app, artefacts, trip, proof, sessionCookie } = holder;
    for (const endpoint of endpoints) {
      const { headers } = await send(endpoint);
      const kept = endpoint.readers === 'everybody' ? /^public, max-age=\d+$/ : /^no-store$/;
      assert.match(headers['cache-control'] ?? '', kept, nameOf(endpoint));
    }
    const bearing = [
      await at.wire.get(`/interaction/${trip.id}`, { Cookie: trip.browser }),
      await finishLogin(at, trip, proof),
      await at.wire.get('/account', { Cookie: sessionCookie }),
      await at.wire.get(authorizePath(app.client), { Cookie: sessionCookie }),
      await at.wire.get(authorizePath(app.client, { response_mode: 'form_post' }), { Cookie: sessionCookie }),
      await redeem(at, app, artefacts.code),
      await userinfo(at, artefacts['access token']),
      await at.wire.post('/introspect', { token: artefacts['access token'] }, app.basic),
    ];
    for (const { status, headers } of bearing) {
      assert.ok(status === 200 || status === 303);
      assert.equal(headers['cache-control'], 'no-store');
    }
  });

  it('DOD-R29 DOD-N13 answers with and without a trailing slash, without a redirect between them', async () => {
    const { at, app, sessionCookie } = holder;
    for (const endpoint of endpoints.filter(({ path }) => path !== '/')) {
      const { path } = knock(endpoint, at.server.issuer);
      assertSame(await send(endpoint, {}, path), await send(endpoint, {}, `${path}/`), nameOf(endpoint));
    }
    // What works without works with it: nothing of a form gets lost on the way.
    const code = await codeFor(at, app, sessionCookie);
    const fields = { grant_type: 'authorization_code', code, code_verifier: 'v'.repeat(64) };
    const { access_token } = tokensIn(await at.wire.post('/token/', fields, app.basic));
    assert.equal((await at.wire.get('/userinfo/', { Authorization: `Bearer ${access_token}` })).status, 200);
    const query = authorizePath(app.client).replace('/authorize?', '/authorize/?');
    assert.match((await at.wire.get(query, { Cookie: sessionCookie })).headers.location ?? '', /code=ac_/);
  });

  it('tells nobody what it is made of', async () => {
    for (const endpoint of endpoints) {
      const { headers } = await send(endpoint);
      assert.equal(headers.server, undefined);
      assert.equal(headers['x-powered-by'], undefined);
    }
  });
});

/** The same answer: status, names of headers, and no word of the poison. */
function assertSame(plain: WireAnswer, other: WireAnswer, what: string): void {
  assert.equal(other.status, plain.status, what);
  assert.deepEqual(Object.keys(other.headers).sort(), Object.keys(plain.headers).sort(), what);
  assert.doesNotMatch(JSON.stringify(other.headers) + other.text, /evil/, what);
  assert.equal(
    other.headers.location?.replace(/ia_[\w-]+/, ''),
    plain.headers.location?.replace(/ia_[\w-]+/, ''),
    what,
  );
}

describe('over https', () => {
  it('SE-02 every cookie is for this host alone, for no script, and for no other site', async () => {
    const at = await openInstance({ env: { ISSUER: 'https://localhost:8443' } });
    try {
      const app = await ownClient(at);
      await at.server.account(EMAIL);
      const begun = await at.wire.get(authorizePath(app.client));
      const browser = cookieIn(begun.headers['set-cookie'], '__Host-tacet_browser');
      const id = new URL(begun.headers.location ?? '').pathname.split('/')[2] ?? '';
      const trip = { id, browser };
      const proved = await finishLogin(at, trip, await startLogin(at, trip, EMAIL));
      const left = await at.wire.call('/account/sign-out', {}, { Cookie: sessionIn(proved) });
      const lines = [begun, proved, left].flatMap(({ headers }) => headers['set-cookie'] ?? []);
      assert.deepEqual([...new Set(lines.map((line) => line.split('=')[0]))].sort(), [
        '__Host-tacet_browser',
        '__Host-tacet_device',
        '__Host-tacet_session',
      ]);
      for (const line of lines) {
        const attributes = line.split('; ').slice(1);
        for (const wanted of ['Secure', 'HttpOnly', 'Path=/']) assert.ok(attributes.includes(wanted), line);
        assert.ok(
          attributes.some((attribute) => /^SameSite=(Lax|Strict)$/.test(attribute)),
          line,
        );
        assert.doesNotMatch(line, /domain=/i);
        assert.ok(line.length < 4_096);
      }
      for (const { headers } of [begun, proved]) {
        assert.match(headers['strict-transport-security'] ?? '', /^max-age=\d{8,}/);
      }
    } finally {
      await at.stop();
    }
  });

  it('SE-02 a cookie under the name of plain http is not looked at', async () => {
    const at = await openInstance({ env: { ISSUER: 'https://localhost:8443' } });
    try {
      const app = await ownClient(at);
      const plain = await sessionOf(at, await closedAccount(at));
      assert.equal((await at.wire.get('/account', { Cookie: plain })).status, 303);
      assert.equal((await at.wire.get('/account', { Cookie: `__Host-${plain}` })).status, 200);
      await tokensFor(at, app, `__Host-${plain}`);
    } finally {
      await at.stop();
    }
  });
});

function sessionIn({ headers }: WireAnswer): string {
  return cookieIn(headers['set-cookie'], '__Host-tacet_session');
}
