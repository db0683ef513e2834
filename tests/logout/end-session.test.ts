import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { decodeProtectedHeader } from 'jose';
import { form } from '../http/harness.ts';
import {
  AFTER_LOGOUT,
  type World,
  answerOf,
  isAlive,
  openWorld,
  refresh,
  tokensOf,
} from '../tokens/world.ts';

// 50 letters, 10 digits and 30 punctuation marks, as the conformance suite sends it.
const STATE = `${'aZ'.repeat(25)}0123456789!"#$%&'()*,-./:<=>?@[\\]^_\`{|}~~~~~`;

type Held = Awaited<ReturnType<typeof tokensOf>>;

describe('signing out on request of a client', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  const held = async () => {
    const by = await world.client();
    return { by, ...(await tokensOf(world, by)) };
  };
  const get = (fields: Record<string, string>, cookie = '', path = '/logout') =>
    world.fetch(`${path}?${new URLSearchParams(fields).toString()}`, { headers: { Cookie: cookie } });
  const full = ({ tokens }: Held) => ({
    id_token_hint: tokens.id_token ?? '',
    post_logout_redirect_uri: AFTER_LOGOUT,
    state: STATE,
  });
  const isSignedIn = async ({ account }: Held) =>
    (await world.storage.sessions.list(account.id, world.clock.nowSeconds())).length > 0;
  const confirm = (ticket: string, cookie: string, headers: Record<string, string> = {}) =>
    world.fetch('/logout/confirm', {
      method: 'POST',
      body: JSON.stringify({ ticket }),
      headers: { 'Content-Type': 'application/json', Origin: world.issuer, Cookie: cookie, ...headers },
    });

  it("DOD-S06 signs out at once for the client's own token of this session, and returns with the state", async () => {
    const mine = await held();
    const answer = await get(full(mine), mine.cookie);
    assert.equal(answer.status, 303);
    assert.match(answer.headers.get('set-cookie') ?? '', /^tacet_session=;.*Max-Age=0/);
    const location = new URL(answer.headers.get('location') ?? '');
    assert.equal(location.origin + location.pathname, AFTER_LOGOUT);
    assert.deepEqual([...location.searchParams], [['state', STATE]]);
    assert.equal(await isSignedIn(mine), false);
    assert.equal(await isAlive(world, mine.tokens.access_token), false);
    assert.equal((await refresh(world, mine.by, mine.tokens.refresh_token)).body.error, 'invalid_grant');
    const events = await world.storage.audit.list({ accountId: mine.account.id, limit: 10 });
    assert.ok(events.some(({ kind }) => kind === 'account.signed_out'));
  });

  it('LO-04 echoes unicode, and keeps the query an address was registered with', async () => {
    const mine = await held();
    const state = 'é ∑ +;&=# 🎼';
    const fields = { ...full(mine), post_logout_redirect_uri: `${AFTER_LOGOUT}?from=tacet`, state };
    const location = new URL((await get(fields, mine.cookie)).headers.get('location') ?? '');
    assert.deepEqual(
      [...location.searchParams],
      [
        ['from', 'tacet'],
        ['state', state],
      ],
    );
  });

  it('has no state when none was sent, and stays with us without an address', async () => {
    const [one, two] = [await held(), await held()];
    const { state: _, ...stateless } = full(one);
    assert.equal((await get(stateless, one.cookie)).headers.get('location'), AFTER_LOGOUT);
    const { id_token_hint } = full(two);
    const own = await get({ id_token_hint, state: STATE }, two.cookie);
    assert.equal(own.headers.get('location'), `${world.issuer}/signed-out`);
    assert.equal(await isSignedIn(two), false);
  });

  it('takes an expired token, and one whose person is already signed out', async () => {
    const mine = await held();
    world.clock.turn(world.config.lifetimes.idTokenSeconds * 2);
    assert.equal((await get(full(mine), mine.cookie)).status, 303);
    const again = await get(full(mine), mine.cookie);
    assert.ok(again.headers.get('location')?.startsWith(`${AFTER_LOGOUT}?state=`));
  });

  it('LO-01 asks when nobody proves who wants it: no stranger signs anybody out', async () => {
    const mine = await held();
    for (const fields of [
      {},
      { state: STATE },
      { client_id: mine.by.client.id, post_logout_redirect_uri: AFTER_LOGOUT },
    ]) {
      const page = await dataOf(await get(fields, mine.cookie));
      assert.equal(page.view, 'sign-out');
      assert.equal(page.client, undefined);
    }
    assert.equal(await isSignedIn(mine), true);
    assert.equal(await isAlive(world, mine.tokens.access_token), true);
  });

  it('LO-02 asks, and leads nowhere, for an address that is not registered to the byte', async () => {
    const mine = await held();
    for (const post_logout_redirect_uri of [
      'https://attacker.example/',
      `${AFTER_LOGOUT}?foo=bar`,
      `${AFTER_LOGOUT}/`,
      `${AFTER_LOGOUT}#`,
      `${AFTER_LOGOUT}/../bye`,
      AFTER_LOGOUT.toUpperCase(),
      AFTER_LOGOUT.replace('app.', 'app.example@'),
      'javascript:alert(1)',
    ]) {
      const page = await dataOf(await get({ ...full(mine), post_logout_redirect_uri }, mine.cookie));
      assert.equal(page.view, 'sign-out', post_logout_redirect_uri);
      const done = await answerOf(await confirm(page.ticket ?? '', ''));
      assert.deepEqual(done.body, { url: `${world.issuer}/signed-out` });
    }
  });

  it('JT-01 JT-05 believes no hint that is not an ID token of ours for that client', async () => {
    const mine = await held();
    const other = await held();
    const disabled = await held();
    const event = { kind: 'client.updated', atSeconds: world.clock.nowSeconds() } as const;
    await world.storage.clients.update({ ...disabled.by.client, enabled: false }, event);
    const [head = '', payload = ''] = (mine.tokens.id_token ?? '').split('.');
    const none = Buffer.from(JSON.stringify({ ...decodeProtectedHeader(`${head}..`), alg: 'none' })).toString(
      'base64url',
    );
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const foreign = sign('sha256', Buffer.from(`${head}.${payload}`), key).toString('base64url');
    const { id_token = '' } = mine.tokens;
    for (const [id_token_hint, more] of [
      [`${none}.${payload}.`, {}],
      [`${head}.${payload}.${foreign}`, {}],
      [id_token.slice(0, -4), {}],
      [mine.tokens.access_token ?? '', {}],
      [mine.tokens.refresh_token ?? '', {}],
      [id_token, { client_id: other.by.client.id }],
      [disabled.tokens.id_token ?? '', {}],
      ['nothing', {}],
    ] as const) {
      const page = await dataOf(await get({ ...full(mine), ...more, id_token_hint }, mine.cookie));
      assert.deepEqual([page.view, page.client], ['sign-out', undefined], id_token_hint);
    }
    assert.equal(await isSignedIn(mine), true);
  });

  it("asks when the token is another account's or of an earlier session; then returns to its client", async () => {
    const [mine, other] = [await held(), await held()];
    const later = await world.signIn(mine.account);
    for (const cookie of [other.cookie, later.cookie]) {
      const page = await dataOf(await get(full(mine), cookie));
      assert.deepEqual(
        [page.view, page.client?.name, page.client?.host],
        ['sign-out', 'Notes', 'app.example'],
      );
      const done = await confirm(page.ticket ?? '', cookie);
      assert.match(done.headers.get('set-cookie') ?? '', /^tacet_session=;/);
      assert.ok((await answerOf(done)).body.url?.startsWith(`${AFTER_LOGOUT}?state=`));
    }
    assert.equal(await isSignedIn(other), false);
  });

  it('the answer to the question works once, in its session, from our own page', async () => {
    const [mine, other] = [await held(), await held()];
    const ask = async () => (await dataOf(await get({}, mine.cookie))).ticket ?? '';
    const ticket = await ask();
    const elsewhere = await confirm(ticket, mine.cookie, { Origin: 'https://attacker.example' });
    assert.equal(elsewhere.status, 403);
    assert.equal((await confirm(await ask(), other.cookie)).status, 410);
    assert.equal((await confirm('x'.repeat(46), mine.cookie)).status, 410);
    assert.equal(await isSignedIn(mine), true);
    assert.equal(await isSignedIn(other), true);
    const old = await ask();
    world.clock.turn(world.config.lifetimes.interactionSeconds);
    assert.equal((await confirm(old, mine.cookie)).status, 410);
    const fresh = await ask();
    assert.equal((await confirm(fresh, mine.cookie)).status, 200);
    assert.equal((await confirm(fresh, mine.cookie)).status, 410);
    assert.equal(await isSignedIn(mine), false);
  });

  it('a POST from the page of a client, which brings no cookie, comes back by a GET that does', async () => {
    const mine = await held();
    const first = await world.fetch('/logout', form(full(mine)));
    assert.equal(first.status, 303);
    const path = (first.headers.get('location') ?? '').slice(world.issuer.length);
    assert.match(path, /^\/logout\/continue\/ti_[A-Za-z0-9_-]{43}$/);
    assert.equal(await isSignedIn(mine), true);
    const second = await get({}, mine.cookie, path);
    assert.ok(second.headers.get('location')?.startsWith(`${AFTER_LOGOUT}?state=`));
    assert.equal(await isSignedIn(mine), false);
    const bare = await world.fetch('/logout', form({ state: STATE }));
    assert.equal(bare.headers.get('location'), `${world.issuer}/logout`);
  });

  it('a POST with the cookie is answered at once', async () => {
    const mine = await held();
    const request = form(full(mine));
    const answer = await world.fetch('/logout', {
      ...request,
      headers: { ...request.headers, Cookie: mine.cookie },
    });
    assert.ok(answer.headers.get('location')?.startsWith(`${AFTER_LOGOUT}?state=`));
    assert.equal(await isSignedIn(mine), false);
  });

  it('shows an error page for a parameter that comes twice, and the page of the signed-out', async () => {
    const mine = await held();
    const twice = await world.fetch('/logout?state=a&state=b', { headers: { Cookie: mine.cookie } });
    assert.equal(twice.status, 400);
    assert.equal((await dataOf(twice)).view, 'error');
    assert.equal(await isSignedIn(mine), true);
    assert.equal((await dataOf(await world.fetch('/signed-out'))).view, 'signed-out');
    assert.equal((await get({})).headers.get('location'), `${world.issuer}/signed-out`);
  });
});

interface Shown {
  readonly view: string;
  readonly ticket?: string;
  readonly client?: { readonly name: string; readonly host: string };
}

/** What a page of ours would draw. */
async function dataOf(response: Response): Promise<Shown> {
  const html = await response.text();
  return JSON.parse(/<script type="application\/json" id="page-data">([^<]*)</.exec(html)?.[1] ?? '{}');
}
