import { CURRENT_KSF } from '../../contract/opaque-parameters.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import type { Decoys } from './decoy.ts';
import { opaque, OpaqueRefusal } from './opaque.ts';
import type { Registrar } from './registrar.ts';
import { unstretchedClient } from './unstretched.ts';

/** A record opens only under the setup that its request was evaluated under: callers keep the id between the acts. */
export function openRegistrar({
  keyring,
  decoys,
  clock,
}: {
  readonly keyring: Pick<Keyring, 'credentialId' | 'currentSetupId'>;
  readonly decoys: Decoys;
  readonly clock: Clock;
}): Registrar {
  // A sound first message of nobody's password: whatever is refused with it is the record's fault.
  const { startLoginRequest } = unstretchedClient.startLogin('nobody signs in with this');

  return {
    currentSetup: () => keyring.currentSetupId,

    register({ email, setupId = keyring.currentSetupId, registrationRequest }) {
      const { setup } = decoys.of(setupId);
      const registrationResponse = refusedAs('registrationRequest', () =>
        opaque.evaluate({ setup, credentialId: keyring.credentialId(email), registrationRequest }),
      );
      return { registrationResponse, ksfId: CURRENT_KSF };
    },

    credential({ accountId, email, setupId = keyring.currentSetupId, ksfId, registrationRecord }) {
      const { setup } = decoys.of(setupId);
      const credentialId = keyring.credentialId(email);
      refusedAs('registrationRecord', () =>
        opaque.startLogin({ setup, credentialId, registrationRecord, startLoginRequest }),
      );
      const createdAtSeconds = clock.nowSeconds();
      return { accountId, credentialId, setupId, ksfId, registrationRecord, createdAtSeconds };
    },
  };
}

function refusedAs<Result>(field: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (error instanceof OpaqueRefusal) throw new ProblemError('invalid_input', { field }, { cause: error });
    throw error;
  }
}
