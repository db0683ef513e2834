import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { carryOutUnlocks } from '../../server/login/unlock.ts';
import type { Unlock } from '../../server/login/unlock-store.ts';
import { emailOf, startAs, type TestLogin, testLogin } from './parts.ts';

const ADA = emailOf('ada@example.org');
const EVE = emailOf('eve@example.org');
const PASSWORD = 'the quiet rest between two notes';
const MINUTE = 60;

describe('the throttle, and who is let through', () => {
  it('BF-03 OBS-C11 an unlock helps on a known device too, and forgets nothing of another account', async () => {
    const house = await testLogin();
    const accountId = house.enroll(ADA, PASSWORD);
    const device = house.login.markDevice(ADA);
    for (let n = 0; n < 10; n += 1) await outcome(house, { device });
    for (let n = 0; n < 5; n += 1) await outcome(house, { email: EVE, addressPrefix: network(n) });
    assert.equal(await outcome(house, { device }), MINUTE);
    assert.equal(await outcome(house), MINUTE);

    await house.login.forget({ accountId, credentialId: house.keyring.credentialId(ADA) });
    for (let n = 0; n < 5; n += 1) assert.equal(await outcome(house, { device }), 'admitted');
    assert.equal(await outcome(house, { device }), MINUTE);
    assert.equal(await outcome(house, { email: EVE }), MINUTE);
  });

  it('BF-10 counts ceremonies of passkeys by network, and apart from passwords', async () => {
    const { login, clock } = await testLogin();
    const begin = (prefix = '192.0.2.0/24') => told(login.passkeyBudget(prefix));
    for (let n = 0; n < 300; n += 1) assert.equal(await begin(), 'admitted');
    assert.equal(await begin(), 2);
    assert.equal(await begin(network(1)), 'admitted');
    clock.turn(60);
    assert.equal(await begin(), 'admitted');
  });

  it('CF-13 an unlock that cannot be carried out is given back, and all after it', async () => {
    const { clock } = await testLogin();
    const asked = ['1', '2', '3'].map((n) => ({ accountId: n, credentialId: n }));
    const back: Unlock[] = [];
    const unlocks = {
      request: async () => true,
      take: async () => asked,
      giveBack: async (unlock: Unlock) => void back.push(unlock),
    };
    const throttle = {
      forget: async ({ accountId }: Unlock) => {
        if (accountId === '2') throw new Error('no Redis');
      },
    };
    await assert.rejects(carryOutUnlocks({ unlocks, throttle, clock }), /no Redis/);
    assert.deepEqual(back, asked.slice(1));
  });
});

/** Starts with a wrong password: admitted, or the seconds to wait. */
function outcome(
  { login }: TestLogin,
  q: { readonly email?: typeof ADA; readonly addressPrefix?: string; readonly device?: string } = {},
) {
  return told(startAs(login, q.email ?? ADA, 'a guess at it', q));
}

async function told(asked: Promise<unknown>): Promise<'admitted' | number> {
  try {
    await asked;
    return 'admitted';
  } catch (error) {
    const { code, details } = Object(error);
    assert.equal(code, 'too_many_attempts');
    return details.retryAfterSeconds;
  }
}

function network(n: number): string {
  return `10.${n >> 8}.${n & 255}.0/24`;
}
