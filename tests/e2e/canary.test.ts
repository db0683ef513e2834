import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newSecret } from '../../server/platform/random.ts';
import { codeChallengeOf } from '../../server/protocol/pkce.ts';
import { VERIFIER } from '../interaction/trip.ts';
import { type Canary, openCanary } from './canary.ts';
import { exportKeyOf } from './owner-secrets.ts';
import {
  digests,
  dumpDatabase,
  dumpRedis,
  type Place,
  spellings,
  spellingsOfBytes,
  traces,
} from './traces.ts';
import { createAccount, mailedLink, signIn, textbox } from './walk.ts';

const password = () => `Kanari "${newSecret('cs').slice(3, 27)}" & ü?`;
const RIGHT = password();
const WRONG = password();
const ADA = { email: 'ada@example.org', name: 'Ada', password: RIGHT };

describe('a password typed in Chromium, and every secret of the trip', () => {
  let canary: Canary;
  let places: readonly Place[] = [];

  before(async () => {
    canary = await openCanary();
  });
  after(() => canary.stop());

  it('goes the whole way: sign-up, consent, tokens, a wrong password, the right one, sign-out', async () => {
    const { page, server, gate, secrets, authorize, codeOf, tokens, noteCookies } = canary;
    await page.goto(authorize());
    await createAccount(page, server.issuer, ADA);
    secrets.set('sign-up ticket', /#(ti_[\w-]+)/.exec(await mailedLink(server.issuer, ADA.email))?.[1] ?? '');
    await page.getByRole('button', { name: 'Allow' }).click();
    const code = { grant_type: 'authorization_code', code: await codeOf('of the sign-up') };
    const refresh_token = await tokens(code, 'of the sign-up');
    await tokens({ grant_type: 'refresh_token', refresh_token }, 'refreshed');
    await noteCookies('of the sign-up');

    await page.goto(authorize({ prompt: 'login' }));
    await textbox(page, 'Password').fill(WRONG);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    // A call that never arrives, and one that the server cannot answer.
    await page.route('**/login/start', (route) => route.abort());
    await textbox(page, 'Password').fill(RIGHT);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await page.unroute('**/login/start');
    await gate.shut();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await gate.open();
    await textbox(page, 'Password').fill(RIGHT);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await tokens(
      { grant_type: 'authorization_code', code: await codeOf('of the sign-in') },
      'of the sign-in',
    );
    await noteCookies('of the sign-in');

    await page.goto(`${server.issuer}/logout`);
    secrets.set('logout ticket', /"ticket":"(ti_[\w-]+)"/.exec(await page.content())?.[1] ?? '');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  });

  it('runs into every kind of error with secrets in its hands', async () => {
    const { secrets, post, wire, gate, app } = canary;
    const refreshToken = secrets.get('refresh_token of the sign-in') ?? '';
    const accessToken = secrets.get('access_token of the sign-in') ?? '';
    const code = secrets.get('code of the sign-in') ?? '';
    const cookie = `tacet_session=${secrets.get('tacet_session of the sign-up')}`;
    const asked = () => [
      post('/token', { grant_type: 'refresh_token', refresh_token: refreshToken }),
      post('/token', {
        grant_type: 'authorization_code',
        code,
        code_verifier: VERIFIER,
        code_challenge: code,
      }),
      post('/introspect', { token: accessToken }),
      wire.get('/userinfo', { Authorization: `Bearer ${accessToken}` }),
      wire.get(`/userinfo?access_token=${accessToken}`, {
        Cookie: cookie,
        Referer: `https://x/?code=${code}`,
      }),
      wire.get(`/nothing/${refreshToken}?code=${code}`, { Authorization: app.basic.Authorization }),
      wire.get(`/account?${refreshToken}=${code}`, { Cookie: cookie }),
      wire.call('/sign-up/open', { ticket: secrets.get('sign-up ticket') }),
      // What no page of ours would send: a careless caller must not get it logged either.
      wire.call('/sign-up/open', { ticket: RIGHT, password: RIGHT }),
      wire.call(`/interaction/${RIGHT.replace(/[^\w-]/g, '')}/login/start`, {
        email: RIGHT,
        password: RIGHT,
      }),
      post('/token', { grant_type: 'password', username: ADA.email, password: RIGHT }),
      wire.send({ method: 'POST', path: '/token', headers: { 'Content-Type': 'text/plain' }, body: RIGHT }),
    ];
    await Promise.all(asked());
    await gate.shut();
    await Promise.all(asked());
    await gate.open();
  });

  it('leaves something alive of every kind, and looks everywhere', async () => {
    const { page, secrets, authorize, codeOf, noteCookies, log } = canary;
    await page.goto(authorize());
    await signIn(page, ADA);
    await codeOf('that waits');
    await noteCookies('that live');
    await page.goto(authorize({ prompt: 'login' }));
    await textbox(page, 'Password').fill(WRONG);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    secrets.set('interaction id', new URL(page.url()).pathname.split('/')[2] ?? '');
    const derived = await exportKeyOf(canary, ADA);
    secrets.set('export key', derived.exportKey);
    secrets.set('login attempt id', derived.attemptId);

    const stored = await page.context().storageState({ indexedDB: true });
    const { bytes, keys } = await dumpRedis(canary.redisUrl);
    for (const kind of ['code:', 'interaction:', 'login-attempt:', 'login-account:']) {
      assert.ok(
        keys.some((key) => key.includes(kind)),
        `${kind} was there to be looked at: ${keys.join(' ')}`,
      );
    }
    places = [
      { name: 'log', bytes: Buffer.from(log.join('\n')) },
      { name: 'database', bytes: await dumpDatabase(canary.databaseUrl) },
      { name: 'Redis', bytes },
      { name: 'wire', bytes: canary.tap.bytes() },
      { name: 'console', bytes: Buffer.from(canary.console.join('\n')) },
      { name: 'storage of the page', bytes: Buffer.from(JSON.stringify(stored.origins)) },
      { name: 'requests', bytes: Buffer.from(JSON.stringify(canary.requests)) },
    ];
    assert.ok(log.length > 50);
    for (const { name, bytes: found } of places.slice(0, 4))
      assert.ok(found.length > 2_000, `${name} is not empty`);
  });

  it('is nowhere: not on the wire, in the log, in the database, in Redis, in the browser', () => {
    for (const typed of [RIGHT, WRONG]) {
      assert.deepEqual(traces(places, new Map([...spellings(typed), ...digests(typed)])), []);
    }
  });

  it('gives no export key away, not even by its digest', () => {
    const key = canary.secrets.get('export key') ?? '';
    const raw = Buffer.from(key, 'base64url');
    assert.equal(raw.length, 64);
    assert.deepEqual(
      traces(places, new Map([...spellings(key), ...digests(key), ...spellingsOfBytes(raw)])),
      [],
    );
  });

  it('writes no other secret down either: no code, token, cookie, ticket or client secret', () => {
    const kept = places.filter(({ name }) => ['log', 'database', 'Redis', 'console'].includes(name));
    const { secrets } = canary;
    assert.ok(secrets.size > 18, [...secrets.keys()].join(', '));
    for (const [name, secret] of secrets) {
      assert.ok(secret.length >= 40, name);
      // The letter that carries a ticket names its trip, which is worth nothing without the browser it began in.
      const where = name === 'interaction id' ? kept.filter((place) => place.name !== 'database') : kept;
      assert.deepEqual(traces(where, spellings(secret)), [], name);
    }
  });

  it('UI-12 asks nobody but us and the app, and tells neither of them where it came from', () => {
    const { requests, server, app } = canary;
    const origins = new Set(requests.map(({ url }) => new URL(url).origin));
    assert.deepEqual([...origins].sort(), [server.issuer, app.origin].sort());
    for (const { url, headers } of requests) assert.doesNotMatch(headers, /"referer":"[^"]/i, url);
  });

  it('would have found it: the same search finds what is there', () => {
    const found = (wanted: string, name: string) =>
      traces(
        places.filter((place) => place.name === name),
        spellings(wanted),
      ).length > 0;
    assert.ok(found(ADA.email, 'database'));
    assert.ok(found(ADA.email, 'wire'));
    assert.ok(found(codeChallengeOf(VERIFIER), 'wire'));
    assert.ok(found(canary.app.clientId, 'database'));
    assert.ok(found(canary.secrets.get('tacet_session that live') ?? '', 'wire'));
  });
});
