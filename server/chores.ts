import { setTimeout as pause } from 'node:timers/promises';
import { deleteDue } from './accounts/delete-due.ts';
import { sealProfiles } from './accounts/seal-profiles.ts';
import type { Config } from './config/config.ts';
import type { Keyring } from './keyring/keyring.ts';
import type { KeyringParts } from './keyring/keyring-parts.ts';
import type { DataKeys } from './keyring/data-keys.ts';
import type { KekWatch } from './keyring/kek-watch.ts';
import { maintainKeys } from './keyring/maintain.ts';
import { rewrap } from './keyring/rewrap.ts';
import type { Login } from './login/login.ts';
import { endCompromised } from './login/compromised.ts';
import { carryOutUnlocks } from './login/unlock.ts';
import { accountLetters } from './mail/account-letters.ts';
import type { Clock } from './platform/clock.ts';
import type { Log } from './platform/log.ts';
import type { Storage } from './storage/storage.ts';

const REFRESH_MILLISECONDS = 5_000;
const KEK_MILLISECONDS = 5_000;
const REWRAP_MILLISECONDS = 15_000;
/** Whoever signs in meanwhile comes first: a few milliseconds of this process at a time, and a rest between two. */
const REWRAP_BATCH = 150;
const REWRAP_REST_MILLISECONDS = 20;
const UNLOCK_MILLISECONDS = 5_000;
const COMPROMISED_MILLISECONDS = 60_000;
const DELETE_MILLISECONDS = 60_000;
const MAINTAIN_MILLISECONDS = 60_000;
const SEAL_MILLISECONDS = 10_000;
const SWEEP_MILLISECONDS = 300_000;
const FORGET_MILLISECONDS = 10_000;
/** How long a device may have been away and still hears of each deletion in the vault; then it reads everything anew. */
const DELETIONS_KEPT_SECONDS = 90 * 86_400;
const FORGET_BATCH = 10_000;

interface Parts {
  readonly keyring: Keyring;
  readonly keyringParts: KeyringParts;
  readonly watch: KekWatch;
  readonly dataKeys: DataKeys;
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
  const { keyring, keyringParts, watch, dataKeys, storage, login, config, clock, log } = parts;
  const { credentials, people, profiles, unlocks } = storage;
  const letters = accountLetters({ sealer: keyring.sealer('outbox'), clock, issuer: config.issuer });
  let goesOn = true;
  const rewrapping = async () => {
    const rest = () => pause(REWRAP_REST_MILLISECONDS);
    const done = await rewrap(
      { ...keyringParts, dataKeys: storage.accountKeys },
      { batch: REWRAP_BATCH, goesOn: () => goesOn, rest },
    );
    if (done.rewrapped > 0) log.info('keys were wrapped anew', { count: done.rewrapped });
  };
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
    every(KEK_MILLISECONDS, 'looking for the key-encryption keys', () => watch.look(), log),
    every(REWRAP_MILLISECONDS, 'wrapping keys anew', () => rewrapping(), log),
    every(MAINTAIN_MILLISECONDS, 'looking after keys', () => maintainKeys(keyringParts), log),
    every(SEAL_MILLISECONDS, 'sealing profiles', () => sealProfiles({ profiles, dataKeys }), log),
    every(
      FORGET_MILLISECONDS,
      'forgetting deletions in vaults',
      () => storage.vaultEntries.forget(clock.nowSeconds() - DELETIONS_KEPT_SECONDS, FORGET_BATCH),
      log,
    ),
    every(SWEEP_MILLISECONDS, 'sweeping', () => storage.sweep(clock.nowSeconds()), log),
  ];
  return {
    async stop() {
      goesOn = false;
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
