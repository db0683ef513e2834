import { CURRENT_KSF } from '../../contract/opaque-parameters.ts';
import { clientHalf } from './client-half.ts';
import { opaque } from './opaque.ts';

/**
 * The least that Argon2id can do: 8 KiB, one pass. For records that protect nothing, the decoy (a random password that
 * is thrown away) and the canary (a password that is printed in the source): stretching would only slow the start.
 */
export const unstretchedClient = clientHalf(() => ({
  'argon2id-custom': { iterations: 1, memory: 8, parallelism: 1 },
}));

/** Registers a password that protects nothing; the record has the shape of every other. Throws `OpaqueRefusal`. */
export function unstretchedRecord(setup: string, credentialId: string, password: string): string {
  const { clientRegistrationState, registrationRequest } = unstretchedClient.startRegistration(password);
  const registrationResponse = opaque.evaluate({ setup, credentialId, registrationRequest });
  return unstretchedClient.finishRegistration({
    password,
    clientRegistrationState,
    registrationResponse,
    ksfId: CURRENT_KSF,
  }).registrationRecord;
}

/** True when a whole login with that password passes under that setup. Throws `OpaqueRefusal` on a malformed part. */
export function unstretchedLoginPasses(
  setup: string,
  credentialId: string,
  registrationRecord: string,
  password: string,
): boolean {
  const { clientLoginState, startLoginRequest } = unstretchedClient.startLogin(password);
  const { serverLoginState, loginResponse } = opaque.startLogin({
    setup,
    credentialId,
    registrationRecord,
    startLoginRequest,
  });
  const finished = unstretchedClient.finishLogin({
    password,
    clientLoginState,
    loginResponse,
    ksfId: CURRENT_KSF,
  });
  if (finished === undefined) return false;
  return opaque.finishLogin({ serverLoginState, finishLoginRequest: finished.finishLoginRequest });
}
