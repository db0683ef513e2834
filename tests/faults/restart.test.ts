import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createClient } from 'redis';
import { beginTrip, finishLogin, startLogin, type Trip } from '../attacks/trips.ts';
import {
  codeFor,
  type Instance,
  isActive,
  isSignedIn,
  openInstance,
  ownClient,
  redeem,
  refresh,
  type Registered,
  sessionOf,
  tokensFor,
  tokensIn,
  userinfo,
} from '../attacks/world.ts';
import { testClock } from '../harness/clock.ts';
import { type TestDatabase, testDatabase } from '../harness/database.ts';
import { testRedis, type TestRedis } from '../harness/redis.ts';

const EMAIL = 'ada@example.org';

/** What all instances share, and what of it outlives them. */
describe('after every instance was stopped and Redis was emptied', () => {
  let redis: TestRedis;
  let database: TestDatabase;
  let keysDir: string;
  let app: Registered;
  let at: Instance;
  const clock = testClock();

  before(async () => {
    [redis, database] = await Promise.all([testRedis(), testDatabase()]);
    keysDir = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
    at = await start();
    app = await ownClient(at);
    await at.server.account(EMAIL);
  });
  after(async () => {
    await at.stop();
    await Promise.all([redis.stop(), database.stop()]);
    await rm(keysDir, { recursive: true, force: true });
  });

  const start = () =>
    openInstance({
      env: { REDIS_URL: redis.url, ISSUER: 'http://localhost:4242' },
      beside: { clock, databaseUrl: database.url, keysDir },
    });
  async function restart(): Promise<void> {
    await at.stop();
    const client = await createClient({ url: redis.url }).connect();
    await client.flushDb();
    await client.close();
    at = await start();
  }
  async function enter(): Promise<{ trip: Trip; cookie: string }> {
    const trip = await beginTrip(at, app);
    const { status, headers } = await finishLogin(at, trip, await startLogin(at, trip, EMAIL));
    assert.equal(status, 200);
    return { trip, cookie: (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ') };
  }

  it('RT-10 IN-05 what was revoked stays revoked, and what was replayed stays dead', async () => {
    const { cookie } = await enter();
    const revoked = await tokensFor(at, app, cookie);
    await at.wire.post('/revoke', { token: revoked.refresh_token }, app.basic);
    const replayed = await tokensFor(at, app, cookie);
    const second = tokensIn(await refresh(at, app, replayed.refresh_token));
    const third = tokensIn(await refresh(at, app, second.refresh_token));
    assert.equal((await refresh(at, app, replayed.refresh_token)).status, 400);
    const alive = await tokensFor(at, app, cookie);

    await restart();
    for (const tokens of [revoked, replayed, second, third]) {
      assert.equal(await isActive(at, app, tokens.access_token), false);
      assert.equal((await userinfo(at, tokens.access_token)).status, 401);
      assert.equal((await refresh(at, app, tokens.refresh_token)).status, 400);
    }
    assert.equal(await isActive(at, app, alive.access_token), true);
    assert.equal((await refresh(at, app, alive.refresh_token)).status, 200);
  });

  it('RT-10 a token that was used before the restart is still a used one after it', async () => {
    const { cookie } = await enter();
    const first = await tokensFor(at, app, cookie);
    const second = tokensIn(await refresh(at, app, first.refresh_token));
    const third = tokensIn(await refresh(at, app, second.refresh_token));
    await restart();
    assert.equal((await refresh(at, app, first.refresh_token)).status, 400);
    assert.equal(
      (await refresh(at, app, third.refresh_token)).status,
      400,
      'the replay has killed the newest',
    );
    assert.equal((await userinfo(at, third.access_token)).status, 401);
  });

  it('F-21 nothing that was good once is good again: a code, a proof, a question', async () => {
    const { trip, cookie } = await enter();
    const code = await codeFor(at, app, cookie);
    tokensIn(await redeem(at, app, code));
    const unused = await codeFor(at, app, cookie);
    const waiting = await beginTrip(at, app);
    const proof = await startLogin(at, waiting, EMAIL);
    await restart();
    for (const lost of [code, unused]) assert.equal((await redeem(at, app, lost)).status, 400);
    assert.equal((await finishLogin(at, waiting, proof)).status, 410);
    for (const { id, browser } of [trip, waiting]) {
      const page = await at.wire.get(`/interaction/${id}`, { Cookie: browser });
      assert.equal(page.status, 410, 'a person is told to start again');
    }
  });

  it('DOD-R03 accounts, sessions, refresh tokens and keys are there as before', async () => {
    const { cookie } = await enter();
    const gone = await enter();
    assert.equal((await at.wire.call('/account/sign-out', {}, { Cookie: gone.cookie })).status, 200);
    const tokens = await tokensFor(at, app, cookie);
    const keys = (await at.wire.get('/jwks')).text;
    await restart();
    assert.equal((await at.wire.get('/jwks')).text, keys);
    assert.equal((await userinfo(at, tokens.access_token)).status, 200);
    tokensIn(await refresh(at, app, tokens.refresh_token));
    assert.equal(await isSignedIn(at, cookie), true);
    assert.equal(await isSignedIn(at, gone.cookie), false);
    await tokensFor(at, app, cookie);
    // The password still opens the account: the server setup is the same.
    await enter();
    assert.equal(await isSignedIn(at, await sessionOf(at, await accountOf(EMAIL))), true);
  });

  async function accountOf(email: string): Promise<{ id: string }> {
    const { accounts } = at.server.parts.storage;
    const [account] = (await accounts.list({ afterId: undefined, limit: 10 })).filter(
      (one) => one.email === email,
    );
    assert.ok(account);
    return account;
  }
});
