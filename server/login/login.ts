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
import { openRegistrar } from './register.ts';
import type { Registrar } from './registrar.ts';
import { startLogin, type StartedLogin, type StartLogin } from './start.ts';
import { openThrottle } from './throttle.ts';

export interface LoginParts {
  /** Sealed (decision 16); see attempt.ts for what is sealed besides. */
  readonly ephemera: Ephemera;
  readonly clock: Clock;
  readonly config: {
    readonly throttleScale: number;
    readonly lifetimes: Pick<Lifetimes, 'loginAttemptSeconds'>;
  };
  readonly keyring: Pick<Keyring, 'credentialId' | 'currentSetupId' | 'serverSetup' | 'sealer'>;
  readonly credentials: Pick<CredentialStore, 'find'>;
  readonly log: Log;
}

/** Everything that has to do with a password, which stays with its owner (RFC 9807). */
export interface Login extends Registrar {
  /** See start.ts. */
  start(q: StartLogin): Promise<StartedLogin>;
  /** See finish.ts. */
  finish(q: FinishLogin): Promise<ProvedLogin | undefined>;
  /** Counts one letter that a sign-up asks for, the same for every address. Throws `too_many_attempts`. */
  signUpBudget(email: Email, addressPrefix: string): Promise<void>;
}

export async function openLogin(parts: LoginParts): Promise<Login> {
  const { clock, config, ephemera, keyring } = parts;
  const decoys = openDecoys(keyring);
  const throttle = openThrottle({ ephemera, clock, scale: config.throttleScale });
  const attempts = openAttempts({ ...parts, ttlSeconds: config.lifetimes.loginAttemptSeconds });
  const inner = { ...parts, decoys, throttle, attempts, devices: openKnownDevices(parts) };

  return {
    ...openRegistrar(inner),
    start: (q) => startLogin(inner, q),
    finish: (q) => finishLogin(inner, q),
    signUpBudget: (email, addressPrefix) =>
      throttle.admitLetter({ credentialId: keyring.credentialId(email), addressPrefix }),
  };
}
