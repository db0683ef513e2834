import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CURRENT_KSF, keyStretchings, OPAQUE_IDENTIFIERS } from '../../contract/opaque-parameters.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { opaque } from '../../server/login/opaque.ts';

/** Made by version 0.1.0 with @serenity-kit/opaque 1.1.0. Never edited: whoever registered then must get in for ever. */
const golden = {
  password: 'Grüße\u00a0aus dem Museum 1874',
  credentialId: 'golden',
  setup:
    'D_v7MUaOzagf9VzYtwQybvtJ5PZ_JGbheZxarnFAfBopdUnrrY5nt2HLLFc9P2J0L9tyjjlCBYnWddUrptMYYIt7qU4hcR0qqoykX5DC-GzE' +
    'spFUMHBhP4Ei54new00JviC9is0y88ZisNAcqGe_ev7WYjJ_RRznW5I9dTPboQE',
  registrationRecord:
    'tDt-eArQFVatO2WNMA3XkbILmmnzo8OS2fPoR5mleFXsOui8TG68kdfAjVvd1Vo3fHdIYiqI-FJaEOtKqyBpE4fSCf03Cfn3F_fxU_F1Jvti' +
    'MgQYp4T7Re2Tzu8V0y7EqA_1VRgbYIH9Q7Pi2TLs0kSmBdQFIkgzefB2zxJdDcKkZtqdP83Naotq5Yp6oOhN1jv8oVfnQGy164poh3PlKbWT' +
    'jsOtvcUVG8AJP_jrTlFXyYYEBLcFQIMh5xw5JX5y',
  exportKey: 'pm0X7HuoJNhA7jwQFY8p4Xt439QBEhxjy-kESsFeXdtzfzt6T8AD_Nx7NKCypqU7z25Ez70XiF1c6ROS9Z4cmA',
  serverPublicKey: 'bB5_nBvcpExckZJjBj7UM7cyAi4oVnLMnJT_NQBnAFo',
} as const;

describe('a password registered with the first version', () => {
  for (const [spelling, password] of [
    ['as it was typed then', golden.password],
    ['decomposed, with another space, as another keyboard types it', 'Gru\u0308ße\u2003aus dem Museum 1874'],
  ] as const) {
    it(`still signs in and yields the same export key: ${spelling}`, () => {
      const { clientLoginState, startLoginRequest } = opaqueClient.startLogin(password);
      const { serverLoginState, loginResponse } = opaque.startLogin({ ...golden, startLoginRequest });
      const finished = opaqueClient.finishLogin({
        password,
        clientLoginState,
        loginResponse,
        ksfId: 'a2id-64m-3-4',
      });
      assert.equal(finished?.exportKey, golden.exportKey);
      assert.equal(finished.serverPublicKey, golden.serverPublicKey);
      assert.equal(opaque.publicKey(golden.setup), golden.serverPublicKey);
      assert.equal(
        opaque.finishLogin({ serverLoginState, finishLoginRequest: finished.finishLoginRequest }),
        true,
      );
    });
  }

  it('rests on parameters that are never edited', () => {
    assert.deepEqual(keyStretchings['a2id-64m-3-4'], {
      'argon2id-custom': { iterations: 3, memory: 65536, parallelism: 4 },
    });
    assert.equal(CURRENT_KSF, 'a2id-64m-3-4');
    assert.deepEqual(OPAQUE_IDENTIFIERS, { server: 'tacet' });
  });
});
