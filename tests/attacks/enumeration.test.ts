import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { opaqueClient } from '../../server/login/client-half.ts';
import { assertAlike, assertSame, member, MEMBERS, stranger } from './alike.ts';
import { beginTrip, finishLogin, letterTo, startLogin, type Trip } from './trips.ts';
import { type Instance, openInstance, ownClient, quickAccount } from './world.ts';

const { startLoginRequest } = opaqueClient.startLogin('some password');

describe('CF-14 JIRO-N03 FP-N05 whether an address has an account', () => {
  let at: Instance;
  let trip: Trip;

  before(async () => {
    at = await openInstance();
    for (let index = 0; index < MEMBERS; index += 1) await quickAccount(at, member(index));
    trip = await beginTrip(at, await ownClient(at));
  });
  after(() => at.stop());

  const call = (path: string, input: object) =>
    at.wire.call(`/interaction/${trip.id}/${path}`, input, { Cookie: trip.browser });

  it('EN-01 EN-04 cannot be told from the start of a sign-in', async (t) => {
    await assertAlike(t, (email) => call('login/start', { email, startLoginRequest }));
  });

  it('EN-01 cannot be told from the end of a sign-in', async (t) => {
    await assertAlike(t, async (email) => {
      const { attemptId } = JSON.parse((await call('login/start', { email, startLoginRequest })).text);
      return call('login/finish', { attemptId, finishLoginRequest: 'A'.repeat(86) });
    });
  });

  it('EN-05 cannot be told from a sign-up, and the truth goes by mail', async (t) => {
    await assertAlike(t, (email) => call('sign-up', { email }));
    // The mail box shows the newest letters, and the clock has stood still all the while.
    at.server.clock.turn(1);
    const [known, unknown] = await Promise.all(
      [member(0), 'somebody-new@example.org'].map(async (email) => {
        assert.equal((await call('sign-up', { email })).status, 200);
        return letterTo(at.wire, email);
      }),
    );
    assert.match(known?.text ?? '', /already/i);
    assert.doesNotMatch(known?.text ?? '', /#ti_/);
    assert.match(unknown?.text ?? '', /#ti_/);
  });

  it('EN-01 cannot be told from a malformed message, nor from what another browser tries', async () => {
    for (const message of ['A'.repeat(128), '_'.repeat(128)]) {
      assertSame(
        await call('login/start', { email: member(1), startLoginRequest: message }),
        await call('login/start', { email: stranger(1), startLoginRequest: message }),
      );
    }
    const foreign = (email: string) =>
      at.wire.call(`/interaction/${trip.id}/login/start`, { email, startLoginRequest });
    assertSame(await foreign(member(1)), await foreign(stranger(1)));
  });

  it('EN-09 CF-13 cannot be told from the throttle: the sixth start waits, for whoever it is', async () => {
    const own = await openInstance({ env: { TACET_THROTTLE_SCALE: '1' } });
    try {
      const app = await ownClient(own);
      await quickAccount(own, member(0));
      const at = await beginTrip(own, app);
      const start = (email: string) =>
        own.wire.call(
          `/interaction/${at.id}/login/start`,
          { email, startLoginRequest },
          { Cookie: at.browser },
        );
      for (const email of [member(0), stranger(0)]) {
        for (let index = 0; index < 5; index += 1) assert.equal((await start(email)).status, 200);
      }
      const [known, unknown] = [await start(member(0)), await start(stranger(0))];
      assertSame(known, unknown);
      assert.equal(known.status, 429);
      assert.equal(known.headers['retry-after'], '60');
      const { problem, retryAfterSeconds } = JSON.parse(known.text);
      assert.deepEqual(
        { problem, retryAfterSeconds },
        { problem: 'too_many_attempts', retryAfterSeconds: 60 },
      );

      own.server.clock.turn(60);
      assert.equal((await start(member(0))).status, 200);
      assert.equal((await start(stranger(0))).status, 200);
      const [again, likewise] = [await start(member(0)), await start(stranger(0))];
      assertSame(again, likewise);
      assert.equal(again.headers['retry-after'], '300');
    } finally {
      await own.stop();
    }
  });

  it('BF-03 CF-13 an owner who has been here before gets in while others knock', async () => {
    const own = await openInstance({ env: { TACET_THROTTLE_SCALE: '1' } });
    try {
      const app = await ownClient(own);
      await own.server.account('ada@example.org');
      const here = await beginTrip(own, app);
      const proved = await finishLogin(own, here, await startLogin(own, here, 'ada@example.org'));
      const device = (proved.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
      const elsewhere = await beginTrip(own, app);
      const knock = (cookie: string, { id }: Trip) =>
        own.wire.call(
          `/interaction/${id}/login/start`,
          { email: 'ada@example.org', startLoginRequest },
          { Cookie: cookie },
        );
      const knocks = [];
      for (let index = 0; index < 20; index += 1) knocks.push(await knock(elsewhere.browser, elsewhere));
      assert.equal(knocks.filter(({ status }) => status === 429).length, 15);
      const back = await beginTrip(own, app);
      assert.equal(
        (await knock(`${back.browser}; ${device.replace(/tacet_browser=[^;]*/, '')}`, back)).status,
        200,
      );
    } finally {
      await own.stop();
    }
  });
});
