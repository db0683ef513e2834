import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { keksOf } from '../keks-of.ts';
import type { KeyringParts } from '../keyring/keyring-parts.ts';
import { openKeyring } from '../keyring/open-keyring.ts';
import { type Login, openLogin } from '../login/login.ts';
import { setupTools } from '../login/setup-tools.ts';
import { type OpenDatabase, openDatabase, type Role } from '../open-database.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { createLog } from '../platform/pino-log.ts';
import { memoryEphemera } from '../storage/ephemera/memory.ts';

/** What a command that reads and writes records stands on. */
export interface CommandContext extends Pick<OpenDatabase, 'storage' | 'migrated'> {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
}

export interface KeyringContext extends CommandContext, KeyringParts {
  readonly keyring: Keyring;
}

/** Opens the database, whether or not a server runs on it, for the length of the work. */
export async function withStorage<Result>(
  work: (context: CommandContext) => Promise<Result>,
  role: Role = 'visitor',
): Promise<Result> {
  const config = loadConfig();
  const log = createLog('warn', process.stderr);
  const database = await openDatabase(config, log, role);
  try {
    return await work({ config, clock: systemClock, log, ...database });
  } finally {
    await database.close();
  }
}

/** Opens the key rings besides, and makes those that are not there yet. */
export function withKeyring<Result>(work: (context: KeyringContext) => Promise<Result>): Promise<Result> {
  return withStorage(async (context) => {
    const parts = keyringParts(context);
    try {
      return await work({ ...context, ...parts, keyring: await openKeyring({ ...parts, log: context.log }) });
    } finally {
      await parts.keks.close();
    }
  });
}

/** Opens the login besides. A command signs nobody in, so nothing of it outlives the work. */
export function withLogin<Result>(
  work: (context: KeyringContext & { readonly login: Login }) => Promise<Result>,
): Promise<Result> {
  return withKeyring(async (context) => {
    const { clock, storage } = context;
    const { credentials, setupShares: shares } = storage;
    const parts = { ...context, ephemera: memoryEphemera(clock), credentials, shares };
    return work({ ...context, login: await openLogin(parts) });
  });
}

export function keyringParts({ storage, config, clock, log }: CommandContext): KeyringParts {
  const { lifetimes } = config;
  return { store: storage.keys, keks: keksOf({ config, clock, log }), clock, lifetimes, opaque: setupTools };
}
