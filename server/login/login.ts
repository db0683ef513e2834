import type { Email } from '../accounts/email.ts';
import type { Lifetimes } from '../config/config.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import type { Log } from '../platform/log.ts';
import { openAttempts } from './attempt.ts';
import type { CredentialStore } from './credential-store.ts';
import { openDecoys } from './decoy.ts';
import { finishLogin, type FinishLogin, type ProvedLogin } from './finish.ts';
import { openKnownDevices } from './known-device.ts';
import { type OldPasswords, openOldPasswords } from './old-passwords.ts';
import { openPendingCredentials, type PendingCredentials } from './pending.ts';
import { openRegistrar } from './register.ts';
import type { Registrar } from './registrar.ts';
import { openRenewals, type Renewals } from './renewal.ts';
import { openSetupShares } from './setup-shares.ts';
import type { SetupShareStore } from './share-store.ts';
import { startLogin, type StartedLogin, type StartLogin } from './start.ts';
import { openThrottle, type Throttle } from './throttle.ts';

export interface LoginParts {
  /** Sealed (decision 16); see attempt.ts for what is sealed besides. */
  readonly ephemera: Ephemera;
  readonly clock: Clock;
  readonly config: {
    readonly throttleScale: number;
    readonly lifetimes: Pick<Lifetimes, 'loginAttemptSeconds'>;
  };
  readonly keyring: Pick<
    Keyring,
    'credentialId' | 'currentSetupId' | 'serverSetup' | 'setups' | 'sealer' | 'refresh'
  >;
  readonly credentials: Pick<CredentialStore, 'find'>;
  readonly shares: SetupShareStore;
  readonly log: Log;
}

/** Everything that has to do with a password, which stays with its owner (RFC 9807). */
export interface Login extends Registrar {
  /** See start.ts. */
  start(q: StartLogin): Promise<StartedLogin>;
  /** See finish.ts. */
  finish(q: FinishLogin): Promise<ProvedLogin | undefined>;
  /** A mark for this browser to keep (known-device.ts), after a sign-in to the account of that address. */
  markDevice(email: Email): string;
  /** Whether that mark is of an earlier sign-in to the account of that address. */
  isKnownDevice(email: Email, mark: string | undefined): boolean;
  /** New credentials that were not proved yet. */
  readonly pending: PendingCredentials;
  /** See old-passwords.ts. */
  readonly oldPasswords: OldPasswords;
  /** See renewal.ts. */
  readonly renewals: Renewals;
  /** Reads how members are spread over the server setups, by which strangers are answered. For a timer. */
  refresh(): Promise<void>;
  /** Counts one letter that a sign-up or a reset asks for, the same for every address. Throws `too_many_attempts`. */
  letterBudget(email: Email, addressPrefix: string): Promise<void>;
  /** Counts one passkey ceremony that begins. Throws `too_many_attempts`. */
  passkeyBudget(addressPrefix: string): Promise<void>;
  /** An operator's unlock: see throttle.ts. */
  forget: Throttle['forget'];
}

export async function openLogin(parts: LoginParts): Promise<Login> {
  const { clock, config, ephemera, keyring } = parts;
  const decoys = openDecoys(keyring);
  const throttle = openThrottle({ ephemera, clock, scale: config.throttleScale });
  const ttlSeconds = config.lifetimes.loginAttemptSeconds;
  const attempts = openAttempts({ ...parts, ttlSeconds });
  const devices = openKnownDevices(parts);
  const setupShares = openSetupShares(parts);
  const inner = { ...parts, decoys, throttle, attempts, devices, setupShares };
  const registrar = openRegistrar(inner);
  const pending = openPendingCredentials({ ...parts, ttlSeconds });
  const refresh = async () => {
    await setupShares.refresh();
    // Made now, so that no first stranger of an older setup waits for it.
    for (const { id } of keyring.setups) decoys.of(id);
  };
  await refresh();

  return {
    ...registrar,
    markDevice: (email) => devices.mark(keyring.credentialId(email)),
    isKnownDevice: (email, mark) =>
      mark !== undefined && devices.deviceOf(keyring.credentialId(email), mark) !== undefined,
    pending,
    oldPasswords: openOldPasswords({ ...inner, pending, ttlSeconds }),
    renewals: openRenewals({ ...parts, registrar, pending }),
    refresh,
    start: (q) => startLogin(inner, q),
    finish: (q) => finishLogin(inner, q),
    letterBudget: (email, addressPrefix) =>
      throttle.admitLetter({ credentialId: keyring.credentialId(email), addressPrefix }),
    passkeyBudget: (addressPrefix) => throttle.admitPasskey({ addressPrefix }),
    forget: (unlock) => throttle.forget(unlock),
  };
}
