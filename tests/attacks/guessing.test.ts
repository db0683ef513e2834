import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parseEmail } from '../../server/accounts/email.ts';
import { carryOutUnlocks } from '../../server/login/unlock.ts';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { PASSWORD } from '../harness/server.ts';
import { testRedis, type TestRedis } from '../harness/redis.ts';
import { beginTrip, cookieIn, type Trip } from './trips.ts';
import type { WireAnswer } from './wire.ts';
import { type Instance, openInstance, ownClient, quickAccount, type Registered } from './world.ts';

const HOUR = 3600;
const KNOCKS_AN_HOUR = 60;
const ADA = 'ada@example.org';

/** Two instances behind a proxy that is believed, one Redis, the throttle as it is in production. */
describe('guessing at a password', () => {
  let redis: TestRedis;
  let first: Instance;
  let second: Instance;
  let app: Registered;
  let trip: Trip;
  before(async () => {
    redis = await testRedis();
    const env = {
      ...{ REDIS_URL: redis.url, ISSUER: 'http://localhost:4242', TACET_THROTTLE_SCALE: '1' },
      TACET_TRUSTED_PROXIES: '127.0.0.1',
    };
    first = await openInstance({ env });
    second = await openInstance({ env, beside: first.server });
    app = await ownClient(first);
    trip = await beginTrip(first, app);
  });
  after(async () => {
    await second.stop();
    await first.stop();
    await redis.stop();
  });

  const either = (index: number) => (index % 2 === 0 ? first : second);
  const from = (index: number) => ({ 'X-Forwarded-For': `198.${18 + (index >> 8)}.${index & 255}.7` });

  /** A start with a password that is wrong, and no finish: the guesser has learnt what there is to learn. */
  const knock = (index: number, email: string, { id, browser }: Trip = trip): Promise<WireAnswer> => {
    const { startLoginRequest } = unstretchedClient.startLogin('a guess');
    const input = { email, startLoginRequest };
    return either(index).wire.call(`/interaction/${id}/login/start`, input, {
      Cookie: browser,
      ...from(index),
    });
  };

  /** The whole of a sign-in with the right password; out comes the answer to its last message. */
  const signIn = async (email: string, cookies = '', index = 0): Promise<WireAnswer> => {
    const own = await beginTrip(either(index), app);
    const headers = { Cookie: [own.browser, cookies].filter(Boolean).join('; '), ...from(index) };
    const { clientLoginState, startLoginRequest } = unstretchedClient.startLogin(PASSWORD);
    const path = `/interaction/${own.id}/login`;
    const started = await either(index).wire.call(`${path}/start`, { email, startLoginRequest }, headers);
    if (started.status !== 200) return started;
    const { attemptId, ...rest } = JSON.parse(started.text);
    const finished = unstretchedClient.finishLogin({ ...rest, password: PASSWORD, clientLoginState });
    assert.ok(finished);
    const { finishLoginRequest } = finished;
    return either(index + 1).wire.call(`${path}/finish`, { attemptId, finishLoginRequest }, headers);
  };

  /** The instances share a clock; what a day of hammering left is forgotten. */
  const dayLater = () => first.server.clock.turn(24 * HOUR);
  const freshTrip = async () => {
    trip = await beginTrip(first, app);
  };

  it('BF-01 gives an account 31 guesses in a day, though every one comes from a network of its own', async () => {
    await quickAccount(first, ADA);
    let admitted = 0;
    for (let hour = 0; hour < 24; hour += 1) {
      const begin = hour * KNOCKS_AN_HOUR;
      for (let step = 0; step < KNOCKS_AN_HOUR; step += 12) {
        await freshTrip();
        const knocks = Array.from({ length: 12 }, (_, n) => knock(begin + step + n, ADA));
        const statuses = (await Promise.all(knocks)).map(({ status }) => status);
        assert.ok(statuses.every((status) => status === 200 || status === 429));
        admitted += statuses.filter((status) => status === 200).length;
        first.server.clock.turn(HOUR / 5);
      }
    }
    assert.ok(admitted >= 24 && admitted <= 31, `${admitted} of ${24 * KNOCKS_AN_HOUR}`);
  });

  it('KMS-R20 KMS-R21 KMS-N05 refuses the right password too; later it opens, and one typo is only one', async () => {
    dayLater();
    await freshTrip();
    await quickAccount(first, 'grace@example.org');
    for (let index = 0; index < 5; index += 1)
      assert.equal((await knock(index, 'grace@example.org')).status, 200);
    const refused = await signIn('grace@example.org', '', 7);
    assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '60']);
    first.server.clock.turn(15 * 60);
    assert.equal((await signIn('grace@example.org', '', 8)).status, 200);
    await freshTrip();
    assert.equal((await knock(9, 'grace@example.org')).status, 200);
    assert.equal((await signIn('grace@example.org', '', 10)).status, 200);
  });

  it('BF-07 counts a start whose end never comes, and gives all back for one that was proved', async () => {
    await freshTrip();
    await quickAccount(first, 'bob@example.org');
    for (let round = 0; round < 3; round += 1) {
      for (let index = 0; index < 4; index += 1)
        assert.equal((await knock(index, 'bob@example.org')).status, 200);
      assert.equal((await signIn('bob@example.org', '', round)).status, 200);
    }
    for (let index = 0; index < 5; index += 1)
      assert.equal((await knock(index, 'bob@example.org')).status, 200);
    assert.equal((await knock(5, 'bob@example.org')).status, 429);
  });

  it('BF-10 has one budget for all doors: an app here, an app there, the account page', async () => {
    await freshTrip();
    await quickAccount(first, 'eve@example.org');
    const account = await tripOf('/account');
    const doors = [trip, account, await beginTrip(second, app)];
    for (let index = 0; index < 5; index += 1)
      assert.equal((await knock(index, 'eve@example.org', doors[index % 3])).status, 200);
    for (const door of doors) assert.equal((await knock(6, 'eve@example.org', door)).status, 429);
    assert.equal(
      (await knock(6, 'EVE@EXAMPLE.ORG', account)).status,
      429,
      'nor is there one for each spelling',
    );
  });

  it('BF-03 CF-13 lets in a browser that was here before, and whoever an operator unlocked', async () => {
    await freshTrip();
    const account = await quickAccount(first, 'mary@example.org');
    const device = cookieIn((await signIn('mary@example.org')).headers['set-cookie'], 'tacet_device');
    assert.notEqual(device, '');
    for (let index = 0; index < 20; index += 1) await knock(index, 'mary@example.org');
    assert.equal((await signIn('mary@example.org')).status, 429);
    assert.equal((await signIn('mary@example.org', device)).status, 200);

    const { storage, keyring, clock } = second.server.parts;
    const email = parseEmail('mary@example.org');
    assert.ok(email);
    const event = { kind: 'account.unlocked', atSeconds: clock.nowSeconds(), accountId: account.id } as const;
    const asked = { accountId: account.id, credentialId: keyring.credentialId(email) };
    for (let index = 0; index < 20; index += 1) await knock(index, 'mary@example.org');
    assert.equal((await signIn('mary@example.org')).status, 429);
    assert.equal(await storage.unlocks.request(asked, event), true);
    const carriedOut = await Promise.all(
      [first, second].map(({ server }) =>
        carryOutUnlocks({ unlocks: server.parts.storage.unlocks, throttle: server.parts.login, clock }),
      ),
    );
    assert.ok(carriedOut.reduce((sum, count) => sum + count) <= 1, 'the chore may have been faster');
    assert.equal((await signIn('mary@example.org')).status, 200);
  });

  async function tripOf(path: string): Promise<Trip> {
    const { headers } = await first.wire.get(path);
    const id = new URL(headers.location ?? '').pathname.split('/')[2] ?? '';
    return { id, browser: cookieIn(headers['set-cookie'], 'tacet_browser') };
  }
});
