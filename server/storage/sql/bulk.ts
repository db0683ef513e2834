import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely';
import type pg from 'pg';
import type { Database, Runner } from './database.ts';
import type { Statement } from './statement.ts';
import { driven } from './failure.ts';
import { BULK, openPool } from './pool.ts';

/** Of our own choosing; one backup of a database at a time, or an older keys file could take the place of a newer. */
const BACKUP_LOCK = 7_411_380_646;

export type Bulk = Transaction<unknown>;

/** Connections for one act on the whole database, closed with it. */
export async function withBulk<Result>(
  url: string,
  work: (db: Kysely<unknown>, pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  const pool = openPool(url, BULK, undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    // Whether it answers at all is asked apart: what `work` throws goes up as it is.
    await driven(pool.query('select'));
    return await work(db, pool);
  } finally {
    await db.destroy();
  }
}

/** Held until the connection is given back; undefined when somebody else holds it. */
export async function lockBackups(pool: pg.Pool): Promise<(() => void) | undefined> {
  const client = await pool.connect();
  client.on('error', () => undefined); // the next statement on it says so
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
    BACKUP_LOCK,
  ]);
  const release = () => client.release(true);
  if (rows[0]?.held === true) return release;
  release();
  return undefined;
}

/** A statement as text: these name tables and are sent once. */
export async function sent<Row>(bulk: Bulk, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const query: CompiledQuery<Row> = CompiledQuery.raw(text, [...values]);
  return (await driven(bulk.executeQuery(query))).rows;
}

type RowOf<Of> = Of extends Statement<never, infer Row> ? Row : never;

/** The stores work within the transaction as they do outside; one that they begin is this one. */
export function databaseIn(bulk: Bulk): Database {
  const all: Runner['all'] = async (statement, given) => {
    const values = statement.order.map((field) => given[field] ?? null);
    if (!statement.json) return sent(bulk, statement.text, values);
    const rows = await sent<Record<string, RowOf<typeof statement>>>(bulk, statement.text, values);
    return rows.flatMap((row) => Object.values(row));
  };
  const runner: Runner = { all, first: async (statement, given) => (await all(statement, given))[0] };
  return {
    ...runner,
    transaction: (work) => work(runner),
    pools: () => [],
    close: async () => undefined,
  };
}

/** Those of these tables that the schema has, with their columns in their order. */
export async function columnsOf(
  bulk: Bulk,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await sent<{ name: string; columns: string[] }>(
    bulk,
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.oid in (select to_regclass(quote_ident(n)) from unnest($1::text[]) as n) group by c.relname`,
    [names],
  );
  return new Map(rows.map(({ name, columns }) => [name, columns]));
}

/** The last migration of the schema; undefined when there is none. */
export async function migrationOf(bulk: Bulk): Promise<string | undefined> {
  const [table] = await sent<{ present: boolean }>(
    bulk,
    "select to_regclass('kysely_migration') is not null as present",
  );
  if (table?.present !== true) return undefined;
  const [last] = await sent<{ name: string }>(
    bulk,
    'select name from kysely_migration order by name desc limit 1',
  );
  return last?.name;
}
