import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { callKeys, stateOf } from '../account/keyed.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { must } from '../interaction/proofs.ts';
import { QUICK_PASSWORD, quickClient } from '../interaction/quick-login.ts';
import { rotateSetup } from '../interaction/renewing.ts';
import { bridgeOf, proofOf, restartOf } from './changes.ts';
import { almostRenewed } from './moving.ts';
import { almostChosen, join, logIn, type Owning } from './person.ts';
import { resetTrip } from './resetting.ts';
import { give, vaultWith } from './vault-parts.ts';

const NEXT_PASSWORD = 'chosen after all was forgotten';

describe('JIRO-R06 CF-38 a key left behind opens with the password of then, however often that was registered anew', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer({ env: { TACET_THROTTLE_SCALE: '100' } });
  });
  after(() => server.stop());

  for (const [often, times] of [
    ['once', 1],
    ['twice', 2],
  ] as const) {
    it(`${often}, under other keys of the server`, async () => {
      const person = await join(server);
      for (let round = 0; round < times; round += 1) await renew(person);
      const { browser, exportKey, held } = await forget(person);

      const vault = await vaultWith({ proved: bytesOf(exportKey) });
      const { current } = await stateOf({ browser });
      const { owner } = held;
      const { opaque = '', bridges } = current ?? assert.fail('no key');
      assert.deepEqual(await vault['open-password']({ ...owner, generation: 2, opaque, bridges }), {
        opened: true,
      });

      const old = await loginOfThen({ browser });
      assert.equal(old.bridges.length, times);
      await give(vault, 'proved', bytesOf(old.exportKey));
      const older = { ...owner, generation: 1, opaque: old.jwe, bridges: old.bridges };
      const without = await vault['open-older']({ ...older, bridges: old.bridges.slice(1) });
      assert.deepEqual(without, { opened: false }, 'it was written for the password as it was at first');
      assert.deepEqual(await vault['open-older'](older), { opened: true });
      const sealed = await vault['seal-older'](owner);
      assert.equal(sealed.proof, proofOf(person.held));
      const after = must(await callKeys({ browser }, '/account/keys/reopen', sealed));
      assert.deepEqual(
        after.older.map(({ generation, successor }) => [generation, successor]),
        [[1, sealed.successor]],
      );
    });
  }

  /** The server has other keys: the same password is registered under them, and bridged. */
  async function renew(person: Owning): Promise<void> {
    await rotateSetup(server);
    server.clock.turn(3601);
    const entered = await logIn(server, person.email);
    assert.ok(entered?.renewal);
    const { exportKey, prove } = await almostRenewed(entered);
    must(await prove(bridgeOf(person.held, entered.exportKey, exportKey)));
  }

  /** A reset by mail that opens nothing. */
  async function forget(person: Owning) {
    const reset = await resetTrip(server, person.email);
    const { exportKey, prove } = await almostChosen(reset, NEXT_PASSWORD);
    const { held, keys } = restartOf(person.held, exportKey);
    must(await prove(keys));
    return { browser: reset.browser, exportKey, held };
  }

  /** With the password of before the reset, for what it opens alone. */
  async function loginOfThen(signedIn: Pick<Owning, 'browser'>) {
    const { clientLoginState, startLoginRequest } = quickClient.startLogin(QUICK_PASSWORD);
    const begin = { startLoginRequest, generation: 1 };
    const told = must(await callKeys(signedIn, '/account/keys/login/start', begin));
    const { attemptId, loginResponse, ksfId, jwe = '', bridges = [] } = told;
    const proof = quickClient.finishLogin({
      password: QUICK_PASSWORD,
      clientLoginState,
      loginResponse,
      ksfId,
    });
    const { finishLoginRequest, exportKey } = proof ?? assert.fail('the password of then');
    must(await callKeys(signedIn, '/account/keys/login/finish', { attemptId, finishLoginRequest }));
    return { jwe, bridges, exportKey };
  }
});

function bytesOf(exportKey: string): Buffer {
  return Buffer.from(exportKey, 'base64url');
}
