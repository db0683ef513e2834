import { deleteDue } from './accounts/delete-due.ts';
import type { Config } from './config/config.ts';
import type { Keyring } from './keyring/keyring.ts';
import type { KeyringParts } from './keyring/keyring-parts.ts';
import { maintainKeys } from './keyring/maintain.ts';
import type { Login } from './login/login.ts';
import { endCompromised } from './login/compromised.ts';
import { carryOutUnlocks } from './login/unlock.ts';
import { accountLetters } from './mail/account-letters.ts';
import type { Clock } from './platform/clock.ts';
import type { Log } from './platform/log.ts';
import type { Storage } from './storage/storage.ts';

const REFRESH_MILLISECONDS = 5_000;
const UNLOCK_MILLISECONDS = 5_000;
const COMPROMISED_MILLISECONDS = 60_000;
const DELETE_MILLISECONDS = 60_000;
const MAINTAIN_MILLISECONDS = 60_000;
const SWEEP_MILLISECONDS = 300_000;

interface Parts {
  readonly keyring: Keyring;
  readonly keyringParts: KeyringParts;
  readonly storage: Storage;
  readonly login: Pick<Login, 'forget' | 'refresh'>;
  readonly config: Pick<Config, 'issuer'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What a server does beside its requests: reads the rings anew (so that a rotation elsewhere is known before it is
 * used), looks after ageing keys and compromised passwords, deletes what has expired and who wanted to go, and lets try again whom an operator
 * unlocked. Each may run on any number of instances at once.
 */
export function startChores(parts: Parts): { stop(): Promise<void> } {
  const { keyring, keyringParts, storage, login, config, clock, log } = parts;
  const { credentials, people, unlocks } = storage;
  const letters = accountLetters({ sealer: keyring.sealer('outbox'), clock, issuer: config.issuer });
  const chores = [
    every(REFRESH_MILLISECONDS, 'reading the key rings', () => keyring.refresh(), log),
    every(REFRESH_MILLISECONDS, 'reading the shares of server setups', () => login.refresh(), log),
    every(
      UNLOCK_MILLISECONDS,
      'unlocking accounts',
      () => carryOutUnlocks({ unlocks, throttle: login, clock }),
      log,
    ),
    every(
      COMPROMISED_MILLISECONDS,
      'ending what a compromised setup opens',
      () => endCompromised({ credentials, keyring, letters, clock }),
      log,
    ),
    every(DELETE_MILLISECONDS, 'deleting accounts', () => deleteDue({ people, letters, clock }), log),
    every(MAINTAIN_MILLISECONDS, 'looking after keys', () => maintainKeys(keyringParts), log),
    every(SWEEP_MILLISECONDS, 'sweeping', () => storage.sweep(clock.nowSeconds()), log),
  ];
  return {
    async stop() {
      await Promise.all(chores.map((stop) => stop()));
    },
  };
}

/** Runs a chore again and again, never twice at a time. Stopping waits for the one under way. */
function every(
  milliseconds: number,
  name: string,
  work: () => Promise<unknown>,
  log: Log,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= work()
      .then(
        () => undefined,
        (error: unknown) => log.warn(`${name} failed; it will be tried again`, { error }),
      )
      .finally(() => {
        running = undefined;
      });
  }, milliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
