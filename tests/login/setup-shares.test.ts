import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Credential } from '../../server/login/credential.ts';
import { COUNT_SECONDS } from '../../server/login/setup-shares.ts';
import { setupTools } from '../../server/login/setup-tools.ts';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { newId, newSecret } from '../../server/platform/random.ts';
import { emailOf, testKeyring, type TestLogin, testLogin } from './parts.ts';

const MEMBERS = 200;
const STRANGERS = 200;
/** Five standard deviations of what a fair coin gives in so many throws. */
const FAR = 5 * Math.sqrt(STRANGERS / 4);

const { startLoginRequest } = unstretchedClient.startLogin('whatever is typed');
const registrationRequest = Buffer.from(startLoginRequest, 'base64url').subarray(0, 32).toString('base64url');

/** A house full of members, all under the first setup. No record of theirs is ever opened here. */
async function fullHouse() {
  const credentials = new Map<string, Credential>();
  const keyring = testKeyring();
  const house = await testLogin({ throttleScale: 1_000_000, keyring, credentials });
  const record = unstretchedRecordOf(house);
  const members = Array.from({ length: MEMBERS }, (_, n) => emailOf(`member${n}@example.org`));
  for (const email of members) {
    const credentialId = keyring.credentialId(email);
    const more = { accountId: newId(), ksfId: 'a2id-64m-3-4', createdAtSeconds: 0 } as const;
    credentials.set(credentialId, { ...more, credentialId, setupId: 'setup-1', registrationRecord: record });
  }
  const strangers = Array.from({ length: STRANGERS }, (_, n) => emailOf(`stranger${n}@example.org`));

  return {
    ...house,
    members,
    strangers,
    /** Another setup is the current one. */
    async rotate(id: string) {
      keyring.stored.set(id, setupTools.createSetup());
      keyring.currentSetupId = id;
      await house.login.refresh();
    },
    /** These members signed in and were renewed; then the clock goes on until it was counted and has settled. */
    async move(some: readonly (typeof members)[number][]) {
      for (const email of some) {
        const credentialId = keyring.credentialId(email);
        const old = credentials.get(credentialId);
        assert.ok(old);
        credentials.set(credentialId, { ...old, setupId: keyring.currentSetupId });
      }
      for (let span = 0; span < 2; span += 1) {
        house.clock.turn(COUNT_SECONDS);
        await house.login.refresh();
      }
    },
    /** Under which setup an address is answered, as a prober sees it: by the evaluated element alone. */
    async seen(email: (typeof members)[number]): Promise<string> {
      const more = { interactionId: newSecret('ia'), addressPrefix: '192.0.2.0/24' };
      const { loginResponse } = await house.login.start({ email, startLoginRequest, ...more });
      const element = Buffer.from(loginResponse, 'base64url').subarray(0, 32);
      const setupId = [...keyring.stored.keys()].find((id) => {
        const { registrationResponse } = house.login.register({ email, setupId: id, registrationRequest });
        return Buffer.from(registrationResponse, 'base64url').subarray(0, 32).equals(element);
      });
      return setupId ?? assert.fail('an element of no setup');
    },
  };
}

function unstretchedRecordOf({ login }: TestLogin): string {
  const email = emailOf('somebody@example.org');
  const started = unstretchedClient.startRegistration('somebody');
  const { registrationResponse, ksfId } = login.register({ email, ...started });
  const { clientRegistrationState } = started;
  const made = { password: 'somebody', clientRegistrationState, registrationResponse, ksfId };
  return unstretchedClient.finishRegistration(made).registrationRecord;
}

type House = Awaited<ReturnType<typeof fullHouse>>;

async function seenOf(house: House, emails: House['members']): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const email of emails) seen.push(await house.seen(email));
  return seen;
}

const under = (seen: readonly string[], id: string) => seen.filter((one) => one === id).length;

describe('EN-02 EN-03 strangers after a rotation of the server setup', () => {
  it('are spread over the setups like members, and the same one answers every probe', async () => {
    const house = await fullHouse();
    await house.rotate('setup-2');
    assert.equal(under(await seenOf(house, house.strangers), 'setup-1'), STRANGERS, 'nobody has moved yet');

    await house.move(house.members.slice(0, MEMBERS / 2));
    const [members, strangers] = [await seenOf(house, house.members), await seenOf(house, house.strangers)];
    assert.equal(under(members, 'setup-1'), MEMBERS / 2);
    const off = Math.abs(under(strangers, 'setup-1') - STRANGERS / 2);
    assert.ok(off < FAR, `half of the strangers as well: off by ${off}`);
    assert.deepEqual(await seenOf(house, house.strangers), strangers, 'probed again');
  });

  it('move from the older to the current one alone, whatever is counted, and all of them in the end', async () => {
    const house = await fullHouse();
    await house.rotate('setup-2');
    let before = await seenOf(house, house.strangers);
    for (let part = 0; part < 4; part += 1) {
      await house.move(house.members.slice((part * MEMBERS) / 4, ((part + 1) * MEMBERS) / 4));
      const now = await seenOf(house, house.strangers);
      now.forEach((setup, at) => assert.ok(setup === before[at] || setup === 'setup-2'));
      before = now;
    }
    assert.equal(under(before, 'setup-2'), STRANGERS);

    // Members of the current setup go away: the share of the older one grows, and no stranger goes back.
    const again = await fullHouse();
    await again.rotate('setup-2');
    await again.move(again.members.slice(0, MEMBERS / 2));
    const settled = await seenOf(again, again.strangers);
    for (const email of again.members.slice(0, MEMBERS / 4))
      again.credentials.delete(again.keyring.credentialId(email));
    await again.move([]);
    assert.deepEqual(await seenOf(again, again.strangers), settled);
  });

  it('leave one by one within the time of a count, not all in one second', async () => {
    const house = await fullHouse();
    await house.rotate('setup-2');
    for (const email of house.members.slice(0, MEMBERS / 2)) {
      const id = house.keyring.credentialId(email);
      const old = house.credentials.get(id);
      assert.ok(old);
      house.credentials.set(id, { ...old, setupId: 'setup-2' });
    }
    house.clock.turn(COUNT_SECONDS);
    await house.login.refresh();
    const moved: number[] = [];
    for (let quarter = 0; quarter <= 4; quarter += 1) {
      moved.push(under(await seenOf(house, house.strangers), 'setup-2'));
      house.clock.turn(COUNT_SECONDS / 4);
    }
    assert.equal(moved[0], 0);
    for (let quarter = 1; quarter <= 4; quarter += 1)
      assert.ok((moved[quarter] ?? 0) > (moved[quarter - 1] ?? 0), moved.join(' '));
  });

  it('with three setups go where a member goes: from any older one to the one that is current then', async () => {
    const house = await fullHouse();
    await house.rotate('setup-2');
    await house.move(house.members.slice(0, MEMBERS / 2));
    const second = await seenOf(house, house.strangers);
    await house.rotate('setup-3');
    assert.deepEqual(await seenOf(house, house.strangers), second, 'a rotation moves nobody');

    // A quarter of either half signs in.
    const some = [...house.members.slice(0, MEMBERS / 4), ...house.members.slice(-MEMBERS / 4)];
    await house.move(some);
    const third = await seenOf(house, house.strangers);
    third.forEach((setup, at) => assert.ok(setup === second[at] || setup === 'setup-3'));
    for (const [id, share] of [
      ['setup-1', 1 / 4],
      ['setup-2', 1 / 4],
      ['setup-3', 1 / 2],
    ] as const) {
      const off = Math.abs(under(third, id) - STRANGERS * share);
      assert.ok(off < FAR, `${id}: off by ${off}`);
    }
  });

  it('tell a prober nothing by how an address is spread: no field but the element hangs on the setup', async () => {
    const house = await fullHouse();
    await house.rotate('setup-2');
    await house.move(house.members.slice(0, MEMBERS / 2));
    const lengths = new Set<string>();
    for (const email of [...house.members.slice(0, 40), ...house.strangers.slice(0, 40)]) {
      const more = { interactionId: newSecret('ia'), addressPrefix: '192.0.2.0/24' };
      const started = await house.login.start({ email, startLoginRequest, ...more });
      lengths.add(`${Object.keys(started).join()} ${started.ksfId} ${started.loginResponse.length}`);
    }
    assert.equal(lengths.size, 1);
  });
});
