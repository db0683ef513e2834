import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { opaqueClient } from '../../server/login/client-half.ts';
import { beginTrip, finishLogin, letterTo, startLogin, type Trip } from './trips.ts';
import { median, signedRankDistance } from './statistics.ts';
import type { WireAnswer } from './wire.ts';
import { type Instance, openInstance, ownClient, quickAccount } from './world.ts';

/** Tries of each kind. */
const TRIES = 200;
const WARM_UP = 30;
/** A gap that is there is there again; one of a busy machine is not. */
const ATTEMPTS = 3;
const MEMBERS = 40;

const { startLoginRequest } = opaqueClient.startLogin('some password');
const member = (index: number) => `member-${String(index % MEMBERS).padStart(6, '0')}@example.org`;
const stranger = (index: number) => `nobody-${String(index).padStart(6, '0')}@example.org`;

type Try = (email: string) => Promise<WireAnswer>;

describe('CF-14 whether an address has an account', () => {
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

/** Interleaved tries: the answers are alike to the byte length, and the times to what the machine makes of them. */
async function assertAlike(t: TestContext, attempt: Try): Promise<void> {
  for (let index = 0; index < WARM_UP; index += 1)
    await attempt(index % 2 === 0 ? member(index) : stranger(index));
  let distance = Infinity;
  for (let round = 1; round <= ATTEMPTS && Math.abs(distance) >= 3.3; round += 1) {
    const [known, unknown] = await interleaved(attempt, round * 10_000);
    distance = signedRankDistance(known.map((value, index) => value - (unknown[index] ?? 0)));
    const [m, s] = [median(known).toFixed(3), median(unknown).toFixed(3)];
    t.diagnostic(`medians: member ${m} ms, stranger ${s} ms; ${distance.toFixed(2)} sigma of ${TRIES} pairs`);
  }
  assert.ok(
    Math.abs(distance) < 3.3,
    `the times are ${distance.toFixed(2)} standard deviations apart, ${ATTEMPTS} times`,
  );
}

async function interleaved(attempt: Try, from: number): Promise<readonly [number[], number[]]> {
  const [known, unknown]: [number[], number[]] = [[], []];
  for (let index = 0; index < TRIES; index += 1) {
    // Whoever is second finds a warmer cache.
    const memberFirst = index % 2 === 0;
    const first = await attempt(memberFirst ? member(index) : stranger(from + index));
    const second = await attempt(memberFirst ? stranger(from + index) : member(index));
    assertSame(first, second);
    known.push((memberFirst ? first : second).milliseconds);
    unknown.push((memberFirst ? second : first).milliseconds);
  }
  return [known, unknown];
}

/** Status, every header and the length of the body; what differs each time is left out by name. */
function assertSame(one: WireAnswer, other: WireAnswer): void {
  const told = ({ status, headers, text }: WireAnswer) => {
    const { date: _, 'x-request-id': __, ...rest } = headers;
    return { status, headers: rest, length: text.length, names: Object.keys(JSON.parse(text)) };
  };
  assert.deepEqual(told(one), told(other));
}
