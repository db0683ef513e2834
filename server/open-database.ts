import type { Config } from './config/config.ts';
import type { Log } from './platform/log.ts';
import { openStorage } from './storage/open.ts';
import { migrate } from './storage/sql/migrate.ts';
import type { Storage } from './storage/storage.ts';

/** The records, with their schema up to date. */
export interface OpenDatabase {
  readonly storage: Storage;
  /** Names of the migrations that were applied just now. */
  readonly migrated: readonly string[];
  close(): Promise<void>;
}

export type Role = 'server' | 'visitor' | 'onlooker';

/**
 * Opens the database of the configuration, or the embedded one, and brings its schema up to date. `role` is `server`
 * for the process that owns the embedded PostgreSQL, `visitor` for a command, which joins a running one, and
 * `onlooker` for one that leaves even the schema as it is.
 */
export async function openDatabase(config: Config, log: Log, role: Role): Promise<OpenDatabase> {
  const embedded = config.databaseUrl === undefined ? await embeddedPostgres(config, log, role) : undefined;
  const url = embedded?.url ?? config.databaseUrl?.reveal() ?? '';
  try {
    const migrated = role === 'onlooker' ? [] : await migrate(url);
    const storage = await openStorage(url, { log });
    return {
      storage,
      migrated,
      async close() {
        await storage.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** Loaded only where it is wanted: a deployment with a database of its own has no use for it. */
async function embeddedPostgres({ dataDir }: Config, log: Log, role: Role) {
  const { startEmbeddedPostgres } = await import('./storage/embedded-postgres.ts');
  return startEmbeddedPostgres({ dataDir, log, join: role !== 'server' });
}
