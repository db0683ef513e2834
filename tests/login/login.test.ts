import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { registerWithPassword, opaqueClient } from '../../server/login/client-half.ts';
import type { Ephemera } from '../../server/platform/ephemera.ts';
import { newId, newSecret, type SecretKind } from '../../server/platform/random.ts';
import { emailOf, signIn, startAs, type TestLogin, testLogin } from './parts.ts';

const ADA = emailOf('ada@example.org');
const EVE = emailOf('eve@example.org');
const PASSWORD = 'the quiet rest between two notes';

describe('an OPAQUE login', () => {
  let house: TestLogin;
  let ada: string;

  before(async () => {
    house = await testLogin({ throttleScale: 1000 });
    ada = house.enroll(ADA, PASSWORD);
  });

  it('proves the right password', async () => {
    assert.equal((await signIn(house.login, ADA, PASSWORD))?.accountId, ada);
  });

  it('is noticed to be wrong by the browser, which has nothing to send', async () => {
    assert.equal((await startAs(house.login, ADA, 'not the password')).finishLoginRequest, undefined);
  });

  it('opens with what the command line registers, at full stretching', async () => {
    const accountId = newId();
    const credential = registerWithPassword(house.login, { accountId, email: EVE, password: PASSWORD });
    house.credentials.set(credential.credentialId, credential);
    assert.equal(credential.registrationRecord.length, 256);
    assert.equal((await signIn(house.login, EVE, PASSWORD, { client: opaqueClient }))?.accountId, accountId);
  });

  it('goes on under an old setup after a new one came, and registers under the new', async () => {
    const old = await testLogin();
    old.enroll(ADA, PASSWORD);
    old.keyring.stored.set('setup-2', house.keyring.stored.get('setup-1') ?? '');
    old.keyring.currentSetupId = 'setup-2';
    old.enroll(EVE, PASSWORD);
    assert.deepEqual(
      [...old.credentials.values()].map(({ setupId }) => setupId),
      ['setup-1', 'setup-2'],
    );
    assert.ok(await signIn(old.login, ADA, PASSWORD));
    assert.ok(await signIn(old.login, EVE, PASSWORD));
  });

  it('says that a stored record is damaged, and does not blame the message', async () => {
    const damaged = await testLogin();
    damaged.enroll(ADA, PASSWORD);
    for (const [id, credential] of damaged.credentials) {
      damaged.credentials.set(id, { ...credential, registrationRecord: 'A'.repeat(256) });
    }
    await assert.rejects(startAs(damaged.login, ADA, PASSWORD), {
      name: 'Error',
      message: 'a stored credential is damaged',
    });
  });

  describe('OP-02 its last message', () => {
    it('is good once', async () => {
      const { attemptId, interactionId, finishLoginRequest = '' } = await startAs(house.login, ADA, PASSWORD);
      const proof = { attemptId, interactionId, finishLoginRequest };
      assert.equal((await house.login.finish(proof))?.accountId, ada);
      assert.equal(await house.login.finish(proof), undefined); // DOD-N04, DOD-C07
    });

    it('spends the attempt when it is wrong', async () => {
      const { attemptId, interactionId, finishLoginRequest = '' } = await startAs(house.login, ADA, PASSWORD);
      const wrong = { attemptId, interactionId, finishLoginRequest: 'A'.repeat(86) };
      assert.equal(await house.login.finish(wrong), undefined);
      assert.equal(await house.login.finish({ ...wrong, finishLoginRequest }), undefined);
    });

    it('has one winner among many at once', async () => {
      const { attemptId, interactionId, finishLoginRequest = '' } = await startAs(house.login, ADA, PASSWORD);
      const proof = { attemptId, interactionId, finishLoginRequest };
      const finished = await Promise.all(Array.from({ length: 50 }, () => house.login.finish(proof)));
      assert.equal(finished.filter((proved) => proved !== undefined).length, 1);
    });

    for (const [seconds, passes] of [
      [59, true],
      [60, false],
    ] as const) {
      it(`${passes ? 'is good' : 'is worth nothing'} after ${seconds} s`, async () => {
        const own = await testLogin();
        own.enroll(ADA, PASSWORD);
        const { attemptId, interactionId, finishLoginRequest = '' } = await startAs(own.login, ADA, PASSWORD);
        own.clock.turn(seconds);
        const proved = await own.login.finish({ attemptId, interactionId, finishLoginRequest });
        assert.equal(proved !== undefined, passes);
      });
    }

    for (const [what, tail] of [
      ['too long', 'A'],
      ['too long by a group', 'AAAA'],
      ['padded', '=='],
    ] as const) {
      it(`is refused when it is ${what}`, async () => {
        const {
          attemptId,
          interactionId,
          finishLoginRequest = '',
        } = await startAs(house.login, ADA, PASSWORD);
        const proof = { attemptId, interactionId, finishLoginRequest: finishLoginRequest + tail };
        assert.equal(await house.login.finish(proof), undefined);
      });
    }
  });

  describe('OP-03 an attempt', () => {
    it('is of one interaction: another finds nothing and spends nothing', async () => {
      const { attemptId, interactionId, finishLoginRequest = '' } = await startAs(house.login, ADA, PASSWORD);
      const proof = { attemptId, finishLoginRequest };
      assert.equal(await house.login.finish({ ...proof, interactionId: newSecret('ia') }), undefined);
      assert.equal((await house.login.finish({ ...proof, interactionId }))?.accountId, ada);
    });

    it('is not finished by the proof of another attempt', async () => {
      const interactionId = newSecret('ia');
      const one = await startAs(house.login, ADA, PASSWORD, { interactionId });
      const two = await startAs(house.login, ADA, PASSWORD, { interactionId });
      const crossed = {
        interactionId,
        attemptId: one.attemptId,
        finishLoginRequest: two.finishLoginRequest ?? '',
      };
      assert.equal(await house.login.finish(crossed), undefined);
    });

    it('begins with a start: a made-up id is nobody', async () => {
      const proof = { interactionId: newSecret('ia'), finishLoginRequest: 'A'.repeat(86) };
      assert.equal(await house.login.finish({ ...proof, attemptId: newSecret('la') }), undefined);
      assert.equal(await house.login.finish({ ...proof, attemptId: '' }), undefined);
    });

    it('is not finished by a password that eve knows, when it was started for ada', async () => {
      const { attemptId, interactionId } = await startAs(house.login, ADA, 'unknown to eve');
      const eve = await startAs(house.login, EVE, PASSWORD, { interactionId, client: opaqueClient });
      const crossed = { attemptId, interactionId, finishLoginRequest: eve.finishLoginRequest ?? '' };
      assert.equal(await house.login.finish(crossed), undefined);
    });
  });

  it('DOD-N02 takes no id of another kind, whatever it opens elsewhere', async () => {
    const { attemptId, interactionId, finishLoginRequest = '' } = await startAs(house.login, ADA, PASSWORD);
    const kinds: readonly SecretKind[] = ['ac', 'rt', 'ia', 'br', 'se', 'ti', 'cs'];
    for (const kind of kinds) {
      const relabelled = `${kind}${attemptId.slice(2)}`;
      assert.equal(
        await house.login.finish({ attemptId: relabelled, interactionId, finishLoginRequest }),
        undefined,
        kind,
      );
    }
    assert.ok(await house.login.finish({ attemptId, interactionId, finishLoginRequest }));
  });

  it('DOD-N04 gives out nothing of the session key', async () => {
    const started = await startAs(house.login, ADA, PASSWORD);
    const { attemptId, interactionId, finishLoginRequest = '' } = started;
    const proved = await house.login.finish({ attemptId, interactionId, finishLoginRequest });
    assert.deepEqual(Object.keys(proved ?? {}).sort(), [
      ...['accountId', 'credentialId', 'email', 'known', 'recordDigest', 'setup', 'setupId', 'trustEpoch'],
    ]);
  });

  it('0.3 leaves nothing in the ephemera that a reader could finish with, nor anybody’s address', async () => {
    const seen: string[] = [];
    const watched = await testLogin({ watch: (ephemera) => eavesdropped(ephemera, seen) });
    watched.enroll(ADA, PASSWORD);
    const { attemptId, interactionId, finishLoginRequest = '' } = await startAs(watched.login, ADA, PASSWORD);
    const lying = seen.join('\n');
    assert.ok(seen.length > 0);

    // KE3 is the second half of the state, wherever it begins in a base64 text: compare bytes, not characters.
    const expected = Buffer.from(finishLoginRequest, 'base64url');
    const texts = lying.match(/[A-Za-z0-9_+/-]{40,}/g) ?? [];
    for (const text of texts) {
      for (const shift of [0, 1, 2, 3]) {
        assert.equal(Buffer.from(text.slice(shift), 'base64url').includes(expected.subarray(0, 16)), false);
      }
    }
    for (const secret of [finishLoginRequest, attemptId, interactionId, ADA]) {
      assert.equal(lying.includes(secret), false);
    }
    assert.ok(await watched.login.finish({ attemptId, interactionId, finishLoginRequest }));
  });

  it('OP-08 logs neither password nor message', async () => {
    const { finishLoginRequest = '' } = await startAs(house.login, ADA, PASSWORD);
    const text = JSON.stringify(house.logged);
    for (const secret of [PASSWORD, finishLoginRequest, ADA]) assert.equal(text.includes(secret), false);
  });

  it('does not fail when a start cannot be given back', async () => {
    const forgetful = await testLogin({
      watch: (ephemera) => ({ ...ephemera, refund: () => Promise.reject(new Error('gone')) }),
    });
    forgetful.enroll(ADA, PASSWORD);
    assert.ok(await signIn(forgetful.login, ADA, PASSWORD));
    assert.equal(forgetful.logged.at(-1)?.message, 'a login start could not be given back');
  });
});

/** Writes down every text that goes into the store. */
function eavesdropped(ephemera: Ephemera, seen: string[]): Ephemera {
  return {
    ...ephemera,
    put: (key, value, ttlSeconds) => {
      seen.push(key, value);
      return ephemera.put(key, value, ttlSeconds);
    },
    admit: (budgets, nowSeconds) => {
      seen.push(JSON.stringify(budgets));
      return ephemera.admit(budgets, nowSeconds);
    },
  };
}
