import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { migrations } from '../../../migrations/index.ts';
import { DatabaseUnusable } from '../database-unusable.ts';
import { driven, failure } from './failure.ts';
import { openPool, SLOW } from './pool.ts';

/** Of our own choosing; the same in every release, so that old and new instances wait for each other. */
export const MIGRATION_LOCK = 7_411_380_642;

/** The name of the last migration this release knows. */
export const latestMigration = Object.keys(migrations).sort().at(-1) ?? '';

export function knowsMigration(name: string): boolean {
  return Object.hasOwn(migrations, name);
}

/** Brings the schema to that migration within a transaction whose owner holds MIGRATION_LOCK. */
export async function migrateWithin(transaction: Transaction<unknown>, name: string): Promise<void> {
  const provider = { getMigrations: async () => migrations };
  const { error } = await new Migrator({ db: transaction, provider }).migrateTo(name);
  if (error !== undefined) throw failure(error);
}

/**
 * Brings the schema up to date in one transaction and returns the names of what was applied. However many instances
 * start at once, one migrates and the others wait and find nothing left. Throws StorageUnavailable when the database
 * cannot be reached, and DatabaseUnusable when its schema is of a newer release.
 */
export async function migrate(url: string): Promise<readonly string[]> {
  const guard = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: SLOW.acquire,
    keepAlive: true,
  });
  guard.on('error', () => undefined); // the query that waits on it says so
  const pool = openPool(url, { ...SLOW, connections: 1 }, undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await driven(guard.connect());
    // Kysely makes its own tables before it takes its lock; this one also covers that.
    await driven(guard.query(`set lock_timeout = ${SLOW.statement}`));
    await driven(guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]));
    await refuseNewerSchema(guard);
    const { error, results } = await new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest();
    if (error !== undefined) throw failure(error);
    return (results ?? []).map(({ migrationName }) => migrationName);
  } finally {
    await db.destroy();
    await guard.end();
  }
}

/** Kysely calls this "corrupted migrations"; what it means is that somebody went back to an older release. */
async function refuseNewerSchema(guard: pg.Client): Promise<void> {
  const { rows: tables } = await driven(
    guard.query("select to_regclass('kysely_migration') is not null as present"),
  );
  if (tables[0]?.present !== true) return;
  const { rows } = await driven(
    guard.query('select name from kysely_migration where name <> all ($1) limit 1', [
      Object.keys(migrations),
    ]),
  );
  if (rows.length === 0) return;
  throw new DatabaseUnusable(
    'The database was migrated by a newer release of Tacet: run that release, or restore a backup.',
  );
}
