import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { opaqueClient } from '../../server/login/client-half.ts';
import { testRedis, type TestRedis } from '../harness/redis.ts';
import {
  authorizePath,
  claimsIn,
  closedAccount,
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
} from './world.ts';

const REDEMPTIONS = 200;
const REDEMPTION_ROUNDS = 100;
const REFRESHES = 50;
const REFRESH_ROUNDS = 20;
const ACCOUNTS = 100;

/** Two instances, one Redis, one PostgreSQL, one issuer: what any number of them must look like from outside. */
describe('two instances at once', () => {
  let redis: TestRedis;
  let first: Instance;
  let second: Instance;
  let app: Registered;
  let cookie: string;

  before(async () => {
    redis = await testRedis();
    const shared = { REDIS_URL: redis.url, ISSUER: 'http://localhost:4242' };
    first = await openInstance({ env: shared });
    second = await openInstance({ env: shared, beside: first.server });
    app = await ownClient(first);
    cookie = await sessionOf(first, await closedAccount(first));
  });
  after(async () => {
    await second.stop();
    await first.stop();
    await redis.stop();
  });

  const either = (index: number) => (index % 2 === 0 ? first : second);

  it(`AC-07 of ${REDEMPTIONS} redemptions of one code one wins, and no round ends with living tokens`, async () => {
    for (let round = 0; round < REDEMPTION_ROUNDS; round += 1) {
      const code = await codeFor(either(round), app, cookie);
      const answers = await Promise.all(
        Array.from({ length: REDEMPTIONS }, (_, index) => redeem(either(index), app, code)),
      );
      const [winner, ...more] = answers.filter(({ status }) => status === 200);
      assert.ok(winner, `round ${round}: nobody got tokens`);
      assert.equal(more.length, 0, `round ${round}: ${more.length + 1} winners`);
      for (const { status, text } of answers) {
        if (status === 200) continue;
        assert.equal(status, 400);
        assert.equal(JSON.parse(text).error, 'invalid_grant');
      }
      // Each of the others held code and verifier as well: two parties did, so neither may keep what it got.
      const { access_token, refresh_token } = tokensIn(winner);
      assert.equal(await isActive(either(round + 1), app, access_token), false, `round ${round}`);
      assert.equal((await refresh(either(round), app, refresh_token)).status, 400, `round ${round}`);
    }
  });

  it('AC-01 a code that was redeemed here and is replayed there takes the tokens back in both places', async () => {
    const code = await codeFor(first, app, cookie);
    const { access_token, refresh_token } = tokensIn(await redeem(first, app, code));
    assert.equal((await userinfo(second, access_token)).status, 200);
    assert.equal((await redeem(second, app, code)).status, 400);
    for (const at of [first, second]) {
      assert.equal(await isActive(at, app, access_token), false);
      assert.equal(await isActive(at, app, refresh_token), false);
      assert.equal((await userinfo(at, access_token)).status, 401);
      assert.equal((await refresh(at, app, refresh_token)).status, 400);
    }
  });

  it('AC-02 a replay that proves nothing takes nothing back', async () => {
    const code = await codeFor(first, app, cookie);
    const { access_token } = tokensIn(await redeem(first, app, code));
    const other = await ownClient(first);
    assert.equal((await redeem(second, app, code, 'w'.repeat(64))).status, 400);
    assert.equal((await redeem(second, other, code)).status, 400);
    assert.equal(await isActive(second, app, access_token), true);
  });

  it(`RT-02 ${REFRESHES} refreshes with one token lead to one successor, and no alarm`, async () => {
    let { refresh_token: token } = await tokensFor(first, app, cookie);
    for (let round = 0; round < REFRESH_ROUNDS; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: REFRESHES }, (_, index) => refresh(either(index), app, token)),
      );
      const successors = new Set(answers.map((answer) => tokensIn(answer).refresh_token));
      assert.equal(successors.size, 1, `round ${round}: ${successors.size} successors`);
      const [next = ''] = successors;
      assert.notEqual(next, token);
      token = next;
    }
    assert.equal(await isActive(second, app, token), true);
  });

  it('RT-01 a token of long ago, replayed there, kills the newest one here', async () => {
    const { refresh_token } = await tokensFor(first, app, cookie);
    const next = tokensIn(await refresh(first, app, refresh_token));
    const newest = tokensIn(await refresh(second, app, next.refresh_token));
    assert.equal((await refresh(second, app, refresh_token)).status, 400);
    for (const at of [first, second]) {
      assert.equal((await userinfo(at, newest.access_token)).status, 401);
      assert.equal((await refresh(at, app, newest.refresh_token)).status, 400);
    }
  });

  it(`DOD-N19 ${ACCOUNTS} accounts that refresh at once each get what is their own`, async () => {
    const people = await Promise.all(
      Array.from({ length: ACCOUNTS }, async (_, index) => {
        const account = await closedAccount(first);
        const tokens = await tokensFor(either(index), app, await sessionOf(first, account));
        return { account, tokens };
      }),
    );
    const refreshed = await Promise.all(
      people.map(async ({ tokens }, index) =>
        tokensIn(await refresh(either(index), app, tokens.refresh_token)),
      ),
    );
    const told = await Promise.all(
      refreshed.map((tokens, index) => userinfo(either(index + 1), tokens.access_token)),
    );
    for (const [index, { account }] of people.entries()) {
      const { access_token = '', id_token = '' } = refreshed[index] ?? {};
      assert.equal(claimsIn(access_token).sub, account.id);
      assert.equal(claimsIn(id_token).sub, account.id);
      const { sub, email } = JSON.parse(told[index]?.text ?? '');
      assert.deepEqual({ sub, email }, { sub: account.id, email: account.email });
    }
    assert.equal(new Set(refreshed.map(({ refresh_token }) => refresh_token)).size, ACCOUNTS);
  });

  it('IN-05 what is revoked here is dead there', async () => {
    for (const kind of ['refresh_token', 'access_token'] as const) {
      const tokens = await tokensFor(first, app, cookie);
      assert.equal(await isActive(second, app, tokens.access_token), true);
      assert.equal((await first.wire.post('/revoke', { token: tokens[kind] }, app.basic)).status, 200);
      assert.equal(await isActive(second, app, tokens.access_token), false);
      assert.equal(await isActive(second, app, tokens.refresh_token), false);
      assert.equal((await userinfo(second, tokens.access_token)).status, 401);
    }
  });

  it('SE-05 a cookie that signed out here is dead there, and so are the tokens of its session', async () => {
    const own = await sessionOf(first, await closedAccount(first));
    const tokens = await tokensFor(first, app, own);
    assert.equal(await isSignedIn(second, own), true);
    const { status } = await first.wire.call('/account/sign-out', {}, { Cookie: own });
    assert.equal(status, 200);
    for (const at of [first, second]) {
      assert.equal(await isSignedIn(at, own), false);
      assert.equal((await userinfo(at, tokens.access_token)).status, 401);
      const again = await at.wire.get(authorizePath(app.client, { prompt: 'none' }), { Cookie: own });
      assert.match(again.headers.location ?? '', /error=login_required/);
    }
  });
});

describe('the throttle of two instances', () => {
  it('BF-04 CF-13 admits five starts for an account, however many come at once and wherever', async () => {
    const redis = await testRedis();
    const shared = { REDIS_URL: redis.url, ISSUER: 'http://localhost:4242', TACET_THROTTLE_SCALE: '1' };
    const first = await openInstance({ env: shared });
    const second = await openInstance({ env: shared, beside: first.server });
    try {
      const { headers } = await first.wire.get('/account');
      const browser = { Cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
      const path = `${new URL(headers.location ?? '').pathname}/login/start`;
      const { startLoginRequest } = opaqueClient.startLogin('anything at all');
      const starts = Array.from({ length: 500 }, (_, index) =>
        (index % 2 ? first : second).wire.call(
          path,
          { email: 'ada@example.org', startLoginRequest },
          browser,
        ),
      );
      const statuses = (await Promise.all(starts)).map(({ status }) => status);
      assert.equal(statuses.filter((status) => status === 200).length, 5);
      assert.equal(statuses.filter((status) => status === 429).length, 495);
    } finally {
      await second.stop();
      await first.stop();
      await redis.stop();
    }
  });
});
