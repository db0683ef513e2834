import type { JsonWebKey } from 'node:crypto';
import { loadConfig } from '../server/config/load.ts';
import { keksOf } from '../server/keks-of.ts';
import { openKeyring } from '../server/keyring/open-keyring.ts';
import { openLogin } from '../server/login/login.ts';
import { setupTools } from '../server/login/setup-tools.ts';
import { openDatabase } from '../server/open-database.ts';
import { systemClock as clock } from '../server/platform/clock.ts';
import { createLog } from '../server/platform/pino-log.ts';
import { memoryEphemera } from '../server/storage/ephemera/memory.ts';
import { populate } from './accounts.ts';

/** Prepares the database of the server to be measured: schema, keys, the clients, an account for each lane. */
export async function populateDatabase(
  env: Readonly<Record<string, string>>,
  accounts: number,
  assertionKey: JsonWebKey,
): Promise<void> {
  const config = loadConfig(env);
  const log = createLog('error');
  const database = await openDatabase(config, log, 'server');
  try {
    const { storage } = database;
    const { lifetimes } = config;
    const parts = {
      store: storage.keys,
      keks: keksOf({ config, clock, log }),
      clock,
      lifetimes,
      opaque: setupTools,
    };
    const keyring = await openKeyring({ ...parts, log });
    const ephemera = memoryEphemera(clock);
    const login = await openLogin({
      ephemera,
      clock,
      config,
      keyring,
      log,
      shares: storage.setupShares,
      credentials: storage.credentials,
    });
    await populate({ storage, clock, login }, accounts, assertionKey);
  } finally {
    await database.close();
  }
}
