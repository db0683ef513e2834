import type { KsfId } from '../../contract/opaque-parameters.ts';
import { CURRENT_KSF } from '../../contract/opaque-parameters.ts';
import type { Email } from '../accounts/email.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Attempts } from './attempt.ts';
import type { CredentialStore } from './credential-store.ts';
import type { Decoys } from './decoy.ts';
import type { KnownDevices } from './known-device.ts';
import { opaque, OpaqueRefusal } from './opaque.ts';
import type { SetupShares } from './setup-shares.ts';
import type { Throttle } from './throttle.ts';

export interface StartParts {
  readonly keyring: Pick<Keyring, 'credentialId' | 'serverSetup' | 'refresh'>;
  readonly credentials: Pick<CredentialStore, 'find'>;
  readonly decoys: Decoys;
  readonly setupShares: Pick<SetupShares, 'setupFor'>;
  readonly devices: KnownDevices;
  readonly throttle: Throttle;
  readonly attempts: Attempts;
}

export interface StartLogin {
  readonly email: Email;
  readonly interactionId: string;
  /** KE1: 128 characters of base64url. */
  readonly startLoginRequest: string;
  readonly addressPrefix: string;
  /** The known-device mark of this browser, when it brought one. */
  readonly device?: string | undefined;
}

export interface StartedLogin {
  readonly attemptId: string;
  /** KE2: 427 characters of base64url. */
  readonly loginResponse: string;
  readonly ksfId: KsfId;
}

/**
 * The first half of an OPAQUE login, one round trip each: throttle, credential, attempt. A stranger takes the same
 * way with a decoy for a record, so status, shape, length and work are the same (EN-01, CF-14). Throws ProblemError
 * `too_many_attempts` before any look-up, and `invalid_input` on a malformed message, which was counted by then.
 */
export async function startLogin(parts: StartParts, q: StartLogin): Promise<StartedLogin> {
  const credentialId = parts.keyring.credentialId(q.email);
  const deviceId = q.device === undefined ? undefined : parts.devices.deviceOf(credentialId, q.device);
  const refunds = await parts.throttle.admitLogin({ credentialId, deviceId, addressPrefix: q.addressPrefix });

  // Judged for members too, and the decoy is fetched for them too: the work is the same.
  const strangersSetup = parts.setupShares.setupFor(credentialId);
  const credential = await parts.credentials.find(credentialId);
  const setupId = credential?.setupId ?? strangersSetup;
  // Another instance has it since a moment ago, and made this credential under it.
  if (parts.keyring.serverSetup(setupId) === undefined) await parts.keyring.refresh();
  const decoy = parts.decoys.of(setupId);
  const { serverLoginState, loginResponse } = answer({
    setup: decoy.setup,
    credentialId,
    startLoginRequest: q.startLoginRequest,
    registrationRecord: credential?.registrationRecord ?? decoy.registrationRecord,
    decoyRecord: decoy.registrationRecord,
  });

  const accountId = credential?.accountId ?? null;
  const attemptId = await parts.attempts.begin(q.interactionId, {
    serverLoginState,
    accountId,
    credentialId,
    setupId,
    recordDigest: fingerprint(credential?.registrationRecord ?? decoy.registrationRecord),
    trustEpoch: credential?.trustEpoch ?? 0,
    email: q.email,
    known: deviceId !== undefined,
    refunds,
  });
  return { attemptId, loginResponse, ksfId: credential?.ksfId ?? CURRENT_KSF };
}

/**
 * The library refuses a bad message and a damaged record in one voice. The decoy is known to be sound: what fails with
 * it as well is the message's fault (OP-01); what fails without it is ours, and no person is told to type it again.
 */
function answer({
  decoyRecord,
  ...q
}: Parameters<typeof opaque.startLogin>[0] & { readonly decoyRecord: string }) {
  try {
    return opaque.startLogin(q);
  } catch (error) {
    if (!(error instanceof OpaqueRefusal)) throw error;
    if (refuses({ ...q, registrationRecord: decoyRecord })) {
      throw new ProblemError('invalid_input', { field: 'startLoginRequest' }, { cause: error });
    }
    throw new Error('a stored credential is damaged', { cause: error });
  }
}

function refuses(q: Parameters<typeof opaque.startLogin>[0]): boolean {
  try {
    opaque.startLogin(q);
    return false;
  } catch (error) {
    if (error instanceof OpaqueRefusal) return true;
    throw error;
  }
}
