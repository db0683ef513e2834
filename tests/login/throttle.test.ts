import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Budget, Ephemera } from '../../server/platform/ephemera.ts';
import { emailOf, signIn, startAs, type TestLogin, testLogin } from './parts.ts';

const ADA = emailOf('ada@example.org');
const EVE = emailOf('eve@example.org');
const PASSWORD = 'the quiet rest between two notes';
const WRONG = 'a guess at it';
const MINUTE = 60;

describe('the throttle of logins', () => {
  it('BF-04 admits exactly 5 of 500 parallel starts, and looks up no more than that', async () => {
    const house = await testLogin();
    house.enroll(ADA, PASSWORD);
    const starts = Array.from({ length: 500 }, (_, n) => outcome(house, { addressPrefix: network(n) }));
    const outcomes = await Promise.all(starts);
    assert.equal(outcomes.filter((each) => each === 'admitted').length, 5);
    assert.equal(house.finds.length, 5);
  });

  it('BF-01 gives an account 31 guesses a day, from however many networks', async () => {
    const house = await testLogin();
    house.enroll(ADA, PASSWORD);
    let admitted = 0;
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      for (let n = 0; n < 7; n += 1) {
        if ((await outcome(house, { addressPrefix: network(minute * 7 + n) })) === 'admitted') admitted += 1;
      }
      house.clock.turn(MINUTE);
    }
    assert.equal(admitted, 31);
  });

  it('BF-07 counts a start that is never finished, and waits 1, 5, 15, 60 and 60 minutes', async () => {
    const house = await testLogin();
    house.enroll(ADA, PASSWORD);
    for (let n = 0; n < 5; n += 1) assert.equal(await outcome(house), 'admitted');
    for (const minutes of [1, 5, 15, 60, 60]) {
      assert.equal(await outcome(house), minutes * MINUTE);
      house.clock.turn(minutes * MINUTE - 1);
      assert.equal(await outcome(house), 1);
      house.clock.turn(1);
      assert.equal(await outcome(house), 'admitted');
    }
  });

  it('forgets after a day: nobody is locked out for good', async () => {
    const house = await testLogin();
    for (let n = 0; n < 5; n += 1) await outcome(house);
    house.clock.turn(24 * 60 * MINUTE);
    for (let n = 0; n < 5; n += 1) assert.equal(await outcome(house), 'admitted');
  });

  it('BF-07 gives everything back to the account on success', async () => {
    const house = await testLogin();
    house.enroll(ADA, PASSWORD);
    for (let n = 0; n < 4; n += 1) await outcome(house);
    assert.ok(await signIn(house.login, ADA, PASSWORD));
    for (let n = 0; n < 5; n += 1) assert.equal(await outcome(house), 'admitted');
    assert.equal(await outcome(house), MINUTE);
  });

  it('lets somebody who mistypes nothing sign in as often as they like', async () => {
    const house = await testLogin();
    house.enroll(ADA, PASSWORD);
    for (let n = 0; n < 100; n += 1) assert.ok(await signIn(house.login, ADA, PASSWORD));
  });

  it('gives nothing back for a proof that fails', async () => {
    const house = await testLogin();
    house.enroll(ADA, PASSWORD);
    for (let n = 0; n < 5; n += 1) {
      const { attemptId, interactionId } = await startAs(house.login, ADA, WRONG);
      await house.login.finish({ attemptId, interactionId, finishLoginRequest: 'A'.repeat(86) });
    }
    assert.equal(await outcome(house), MINUTE);
  });

  it('EN-09 treats a stranger as a member, to the second', async () => {
    const house = await testLogin();
    house.enroll(ADA, PASSWORD);
    const told: unknown[][] = [[], []];
    for (let n = 0; n < 8; n += 1) {
      told[0]?.push(await outcome(house, { email: ADA }));
      told[1]?.push(await outcome(house, { email: EVE }));
      house.clock.turn(20);
    }
    assert.deepEqual(told[0], told[1]);
  });

  it('BF-02 stops one network that sprays many accounts, and no other network', async () => {
    const house = await testLogin();
    const spray = (n: number) => outcome(house, { email: emailOf(`person${n}@example.org`) });
    for (let n = 0; n < 60; n += 1) assert.equal(await spray(n), 'admitted');
    assert.equal(await spray(60), 10);
    assert.equal(await outcome(house, { addressPrefix: network(1) }), 'admitted');
    let admitted = 0;
    for (let second = 0; second < 600; second += 1) {
      if ((await spray(1000 + second)) === 'admitted') admitted += 1;
      house.clock.turn(1);
    }
    assert.ok(admitted <= 61, `${admitted} in ten minutes`);
  });

  it('lets a busy office go on, where somebody mistypes every minute and others sign in all the time', async () => {
    const house = await testLogin();
    house.enroll(EVE, PASSWORD);
    for (let second = 0; second < 90 * MINUTE; second += 5) {
      if (second % MINUTE === 0) await outcome(house, { email: emailOf(`person${second}@example.org`) });
      assert.ok(await signIn(house.login, EVE, PASSWORD), `after ${second} s`);
      house.clock.turn(5);
    }
    const together = Array.from({ length: 50 }, (_, n) =>
      outcome(house, { email: emailOf(`desk${n}@example.org`) }),
    );
    assert.deepEqual(new Set(await Promise.all(together)), new Set(['admitted']));
  });

  it('BF-03 lets the owner in from a known device, however hard others knock', async () => {
    const house = await testLogin();
    house.enroll(ADA, PASSWORD);
    house.enroll(EVE, PASSWORD);
    assert.ok(await signIn(house.login, ADA, PASSWORD));
    const device = house.login.markDevice(ADA);
    const ofEve = house.login.markDevice(EVE);
    for (let n = 0; n < 5; n += 1) await outcome(house, { addressPrefix: network(n) });

    assert.equal(await outcome(house), MINUTE);
    assert.equal(
      await outcome(house, { device: ofEve }),
      MINUTE,
      'the mark of another account is worth nothing',
    );
    assert.equal(await outcome(house, { device: `${device.slice(0, -2)}AA` }), MINUTE, 'nor is a forged one');
    assert.equal(await outcome(house, { device: 'A'.repeat(5000) }), MINUTE, 'nor a long one');
    assert.ok(await signIn(house.login, ADA, PASSWORD, { device }));

    for (let n = 0; n < 5; n += 1) assert.equal(await outcome(house, { device }), 'admitted');
    assert.equal(await outcome(house, { device }), MINUTE, 'a known device has a budget too');
    house.clock.turn(90 * 24 * 60 * MINUTE);
    for (let n = 0; n < 5; n += 1) await outcome(house, { device });
    assert.equal(await outcome(house), MINUTE, 'an expired mark counts with everybody');
  });

  it('BF-03 lets a known device in while its whole network, or all the world, sprays', async () => {
    const budgets: Budget[] = [];
    const house = await testLogin({ watch: (ephemera) => listened(ephemera, budgets) });
    house.enroll(ADA, PASSWORD);
    const device = house.login.markDevice(ADA);
    for (let n = 0; n < 60; n += 1) await outcome(house, { email: emailOf(`person${n}@example.org`) });
    assert.equal(await outcome(house, { email: EVE }), 10);
    assert.ok(await signIn(house.login, ADA, PASSWORD, { device }));
    assert.match(budgets.at(-1)?.key ?? '', /^login-account:/, 'nor is it counted with all the world');
  });

  it('multiplies its budgets by the scale of the configuration', async () => {
    const house = await testLogin({ throttleScale: 3 });
    for (let n = 0; n < 15; n += 1) assert.equal(await outcome(house), 'admitted');
    assert.equal(await outcome(house), MINUTE);
  });

  it('names nobody in its keys', async () => {
    const budgets: Budget[] = [];
    const house = await testLogin({ watch: (ephemera) => listened(ephemera, budgets) });
    await outcome(house);
    await house.login.letterBudget(ADA, '192.0.2.0/24');
    await house.login.passkeyBudget('192.0.2.0/24');
    assert.equal(budgets.length, 8);
    assert.equal(new Set(budgets.map(({ key }) => key)).size, 8);
    for (const { key } of budgets) assert.doesNotMatch(key, /ada|example|@|192\.0/);
  });
});

describe('the throttle of sign-up letters (DOD-N17)', () => {
  it('sends 3 to an address, then one after 1, 5, 15 and every 60 minutes', async () => {
    const { login, clock } = await testLogin();
    const ask = () => told(login.letterBudget(ADA, '192.0.2.0/24'));
    for (let n = 0; n < 3; n += 1) assert.equal(await ask(), 'admitted');
    for (const minutes of [1, 5, 15, 60, 60]) {
      assert.equal(await ask(), minutes * MINUTE);
      clock.turn(minutes * MINUTE);
      assert.equal(await ask(), 'admitted');
    }
  });

  it('CF-14 asks no store, so that it cannot tell a member from a stranger', async () => {
    const house = await testLogin();
    house.enroll(ADA, PASSWORD);
    for (const email of [ADA, EVE]) {
      for (let n = 0; n < 3; n += 1) await house.login.letterBudget(email, network(n));
      assert.equal(await told(house.login.letterBudget(email, network(9))), MINUTE);
    }
    assert.equal(house.finds.length, 0);
  });

  it('stops one network that floods many mailboxes', async () => {
    const { login } = await testLogin();
    const ask = (n: number) => told(login.letterBudget(emailOf(`person${n}@example.org`), '192.0.2.0/24'));
    for (let n = 0; n < 20; n += 1) assert.equal(await ask(n), 'admitted');
    assert.equal(await ask(20), MINUTE);
  });

  it('does not count as logins, nor logins as letters', async () => {
    const house = await testLogin();
    for (let n = 0; n < 3; n += 1) await house.login.letterBudget(ADA, '192.0.2.0/24');
    for (let n = 0; n < 5; n += 1) assert.equal(await outcome(house), 'admitted');
  });
});

/** Starts with a wrong password: admitted, or the seconds to wait. */
function outcome(
  { login }: TestLogin,
  q: { readonly email?: typeof ADA; readonly addressPrefix?: string; readonly device?: string } = {},
): Promise<'admitted' | number | undefined> {
  return told(startAs(login, q.email ?? ADA, WRONG, q));
}

async function told(asked: Promise<unknown>): Promise<'admitted' | number | undefined> {
  try {
    await asked;
    return 'admitted';
  } catch (error) {
    const { code, status, details } = Object(error);
    assert.deepEqual([code, status], ['too_many_attempts', 429]);
    return details.retryAfterSeconds;
  }
}

function network(n: number): string {
  return `10.${n >> 8}.${n & 255}.0/24`;
}

function listened(ephemera: Ephemera, heard: Budget[]): Ephemera {
  return {
    ...ephemera,
    admit: (budgets, nowSeconds) => {
      heard.push(...budgets);
      return ephemera.admit(budgets, nowSeconds);
    },
  };
}
