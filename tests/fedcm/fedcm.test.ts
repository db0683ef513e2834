import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { Client } from '../../server/clients/client.ts';
import { subjectFor } from '../../server/tokens/subject.ts';
import type { WireAnswer } from '../attacks/wire.ts';
import {
  closedAccount,
  type Instance,
  isSignedIn,
  openInstance,
  ownClient,
  type Registered,
  sessionOf,
} from '../attacks/world.ts';

const ORIGIN = 'https://app.example';
const BROWSER = { 'Sec-Fetch-Dest': 'webidentity' };

/** FedCM as a browser speaks it, without one; tests/e2e/fedcm.test.ts has one. */
describe('FedCM', () => {
  let at: Instance;
  let own: Registered;
  let asking: Registered;
  before(async () => {
    at = await openInstance({ env: { TACET_FEDCM: 'on' } });
    own = await ownClient(at);
    asking = await ownClient(at, {
      firstParty: false,
      policyUri: 'https://app.example/privacy',
      tosUri: 'https://app.example/terms',
    });
  });
  after(() => at.stop());

  /** Somebody who signed in; the browser keeps a cookie for FedCM from the account page on. */
  async function signedIn() {
    const account = await closedAccount(at);
    const session = await sessionOf(at, account);
    const page = await at.wire.get('/account', { Cookie: session });
    const [fedcm = ''] = cookiesOf(page, 'tacet_fedcm');
    assert.equal(page.headers['set-login'], 'logged-in');
    return { account, session, fedcm, cookie: fedcm.split(';')[0] ?? '' };
  }

  type Person = Awaited<ReturnType<typeof signedIn>>;
  const assertion = (
    { account, cookie }: Pick<Person, 'account' | 'cookie'>,
    { client }: Registered,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) =>
    at.wire.post(
      '/fedcm/assertion',
      { client_id: client.id, account_id: account.id, nonce: 'n-1', ...fields },
      { ...BROWSER, Origin: ORIGIN, Cookie: cookie, ...headers },
    );
  const accounts = (cookie: string) => at.wire.get('/fedcm/accounts', { ...BROWSER, Cookie: cookie });

  async function claimsOf({ text, status }: WireAnswer, { client }: Registered) {
    assert.equal(status, 200, text);
    const keys = JSON.parse((await at.wire.get('/jwks')).text);
    const currentDate = new Date(at.server.clock.nowSeconds() * 1000);
    const options = { issuer: at.server.issuer, audience: client.id, currentDate };
    return (await jwtVerify(JSON.parse(text).token, createLocalJWKSet(keys), options)).payload;
  }

  it('says where everything is, to the browser', async () => {
    const { issuer } = at.server;
    const { text } = await at.wire.get('/.well-known/web-identity');
    assert.deepEqual(JSON.parse(text), {
      provider_urls: [`${issuer}/fedcm/config.json`],
      accounts_endpoint: `${issuer}/fedcm/accounts`,
      login_url: `${issuer}/account`,
    });
    assert.deepEqual(JSON.parse((await at.wire.get('/fedcm/config.json')).text), {
      accounts_endpoint: `${issuer}/fedcm/accounts`,
      login_url: `${issuer}/account`,
      client_metadata_endpoint: `${issuer}/fedcm/client-metadata`,
      id_assertion_endpoint: `${issuer}/fedcm/assertion`,
      disconnect_endpoint: `${issuer}/fedcm/disconnect`,
    });
  });

  it('is not there unless an operator wants it', async () => {
    const without = await openInstance();
    for (const path of ['/.well-known/web-identity', '/fedcm/config.json', '/fedcm/accounts'])
      assert.equal((await without.wire.get(path, BROWSER)).status, 404);
    const cookie = await sessionOf(without, await closedAccount(without));
    const page = await without.wire.get('/account', { Cookie: cookie });
    assert.deepEqual([page.headers['set-cookie'], page.headers['set-login']], [undefined, undefined]);
    await without.stop();
  });

  it('tells the browser who is there, and whom they allowed', async () => {
    const person = await signedIn();
    const before = JSON.parse((await accounts(person.cookie)).text);
    const { id, name, email } = person.account;
    const known = { id, name, email, login_hints: [email, id], approved_clients: [] };
    assert.deepEqual(before, { accounts: [known] });
    assert.equal((await assertion(person, asking, { disclosure_text_shown: 'true' })).status, 200);
    const [account] = JSON.parse((await accounts(person.cookie)).text).accounts;
    assert.deepEqual(account.approved_clients, [asking.client.id]);
  });

  it('UI-01 answers nobody but a browser: a page can neither call it nor read it', async () => {
    const person = await signedIn();
    for (const dest of ['', 'empty', 'document', 'iframe']) {
      const headers = { 'Sec-Fetch-Dest': dest, Cookie: person.cookie };
      for (const path of ['/fedcm/accounts', `/fedcm/client-metadata?client_id=${asking.client.id}`])
        assert.equal((await at.wire.get(path, { Origin: ORIGIN, ...headers })).status, 400);
      for (const refused of [
        await assertion(person, own, {}, headers),
        await at.wire.post('/fedcm/disconnect', { client_id: own.client.id }, { Origin: ORIGIN, ...headers }),
      ]) {
        assert.equal(refused.status, 400);
        assert.equal(refused.headers['access-control-allow-origin'], undefined);
      }
    }
    const { headers } = await accounts(person.cookie);
    assert.equal(headers['access-control-allow-origin'], undefined);
  });

  it('confirms to a page of the client who is there: an ID token with its nonce', async () => {
    const person = await signedIn();
    const answer = await assertion(person, own);
    assert.equal(answer.headers['access-control-allow-origin'], ORIGIN);
    assert.equal(answer.headers['access-control-allow-credentials'], 'true');
    assert.match(answer.headers.vary ?? '', /Origin/);
    const { sub, nonce, name, email, email_verified, sid, auth_time, at_hash } = await claimsOf(answer, own);
    const { account } = person;
    assert.deepEqual([sub, nonce, name, email], [account.id, 'n-1', account.name, account.email]);
    assert.equal(email_verified, true);
    assert.ok(typeof sid === 'string' && typeof auth_time === 'number' && at_hash === undefined);
    const inside = { params: JSON.stringify({ nonce: 'n-2' }) };
    assert.equal((await claimsOf(await assertion(person, own, inside), own)).nonce, 'n-2');
  });

  it('OIDC Core §8: names a person to a client with pairwise subjects as elsewhere', async () => {
    const person = await signedIn();
    const pairwise = await ownClient(at, { settings: { subjectType: 'pairwise' } });
    const { sub } = await claimsOf(await assertion(person, pairwise), pairwise);
    assert.equal(sub, subjectFor(at.server.parts.keyring, pairwise.client, person.account.id));
    assert.notEqual(sub, person.account.id);
  });

  it('asks for consent: what the browser showed counts, is written down, and can be withdrawn', async () => {
    const person = await signedIn();
    const refused = await assertion(person, asking, { disclosure_text_shown: 'false' });
    assert.deepEqual([refused.status, refused.text], [403, '{"error":{"code":"access_denied"}}']);
    assert.equal(refused.headers['access-control-allow-origin'], ORIGIN);
    assert.equal((await assertion(person, asking, { disclosure_text_shown: 'true' })).status, 200);
    assert.equal((await assertion(person, asking)).status, 200, 'remembered');
    const disconnect = (hint: string) =>
      at.wire.post(
        '/fedcm/disconnect',
        { client_id: asking.client.id, account_hint: hint },
        { ...BROWSER, Origin: ORIGIN, Cookie: person.cookie },
      );
    assert.equal((await disconnect('somebody')).status, 400);
    const gone = await disconnect(person.account.id);
    assert.deepEqual([gone.status, JSON.parse(gone.text)], [200, { account_id: person.account.id }]);
    assert.equal((await assertion(person, asking)).status, 403);
    const events = await at.server.parts.storage.audit.list({ accountId: person.account.id, limit: 20 });
    const kinds = events.map(({ kind }) => kind);
    for (const kind of ['consent.given', 'tokens.issued', 'consent.withdrawn'] as const)
      assert.ok(kinds.includes(kind), kind);
  });

  const STRANGERS: readonly (readonly [string, Partial<Client>, Record<string, string>])[] = [
    ['another origin', {}, { Origin: 'https://evil.example' }],
    ['a longer origin', {}, { Origin: 'https://app.example.evil.example' }],
    ['another scheme', {}, { Origin: 'http://app.example' }],
    ['another port', {}, { Origin: 'https://app.example:8443' }],
    ['no origin', {}, { Origin: 'null' }],
    ['a disabled client', { enabled: false }, {}],
    ['a native client', { type: 'native' }, {}],
    ['a client of a stricter profile', { settings: { tacetProfile: 'fapi2' } }, {}],
    ['a client without openid', { scopes: ['profile'] }, {}],
  ];
  for (const [what, change, headers] of STRANGERS) {
    it(`HT-03 gives nothing to ${what}`, async () => {
      const by = await ownClient(at, change);
      const answer = await assertion(await signedIn(), by, {}, headers);
      assert.deepEqual([answer.status, answer.text], [400, '{"error":{"code":"unauthorized_client"}}']);
      assert.equal(answer.headers['access-control-allow-origin'], undefined);
    });
  }

  it('refuses another account, and what is malformed', async () => {
    const [mine, other] = [await signedIn(), await signedIn()];
    assert.equal((await assertion({ ...mine, account: other.account }, own)).status, 401);
    assert.equal((await assertion(mine, own, { account_id: '' })).status, 400);
    assert.equal((await assertion(mine, own, { nonce: 'n'.repeat(600) })).status, 400);
    for (const params of ['{', '[]', '{"nonce":1}', 'null'])
      assert.equal((await assertion(mine, own, { params })).status, 400, params);
    const young = await ownClient(at, { defaultMaxAgeSeconds: 60 });
    assert.equal((await assertion(mine, young)).status, 200);
    at.server.clock.turn(61);
    assert.equal((await assertion(mine, young)).status, 401);
  });

  it('SE-05 SE-07 ends with the session, whoever ends it, and tells the browser', async () => {
    const person = await signedIn();
    const left = await at.wire.call(
      '/account/sign-out',
      {},
      { Cookie: `${person.session}; ${person.cookie}` },
    );
    assert.equal(left.headers['set-login'], 'logged-out');
    assert.match(cookiesOf(left, 'tacet_fedcm')[0] ?? '', /^tacet_fedcm=;.*Max-Age=0/);
    assert.equal((await accounts(person.cookie)).status, 401);
    assert.equal((await assertion(person, own)).status, 401);
    const disabled = await signedIn();
    const event = { kind: 'account.disabled', atSeconds: at.server.clock.nowSeconds() } as const;
    await at.server.parts.storage.accounts.setState(disabled.account.id, 'disabled', event);
    assert.equal((await accounts(disabled.cookie)).status, 401);
  });

  it('SE-02 its cookie opens no page of ours, and ours opens nothing of it', async () => {
    const { session, cookie, fedcm } = await signedIn();
    assert.match(fedcm, /; HttpOnly; SameSite=Lax$|HttpOnly; SameSite=Lax;/);
    const value = cookie.split('=')[1] ?? '';
    assert.equal(await isSignedIn(at, `tacet_session=${value}`), false);
    assert.equal((await accounts(session)).status, 401);
    assert.equal((await accounts(`tacet_fedcm=${session.split('=')[1]}`)).status, 401);
    assert.equal((await accounts(`${cookie.slice(0, -8)}AAAAAAAA`)).status, 401);
  });

  it('tells the browser what a client says of itself, for its pages alone', async () => {
    const ask = (id: string, Origin: string) =>
      at.wire.get(`/fedcm/client-metadata?client_id=${id}`, { ...BROWSER, Origin });
    const { text, headers } = await ask(asking.client.id, ORIGIN);
    assert.deepEqual(JSON.parse(text), {
      privacy_policy_url: 'https://app.example/privacy',
      terms_of_service_url: 'https://app.example/terms',
    });
    assert.equal(headers['access-control-allow-origin'], ORIGIN);
    assert.equal((await ask(asking.client.id, 'https://evil.example')).status, 400);
    assert.equal((await ask('nobody', ORIGIN)).status, 400);
  });
});

function cookiesOf({ headers }: WireAnswer, name: string): readonly string[] {
  return (headers['set-cookie'] ?? []).filter((line) => line.startsWith(`${name}=`));
}
