import type { Kysely } from 'kysely';
import pg from 'pg';
import { BackupError } from '../backup/backup-error.ts';
import type { Restoring } from '../backup/backup-store.ts';
import { backupTables } from '../backup/tables.ts';
import { type Bulk, columnsOf, databaseIn, migrationOf, sent } from './bulk.ts';
import { everyFactorIn } from './every-factor.ts';
import { keyStore } from './keys.ts';
import { knowsMigration, migrateWithin, MIGRATION_LOCK } from './migrate.ts';
import { keksOfData, settle } from './settle.ts';

/** What Kysely keeps beside our tables. */
const BOOKS: readonly string[] = ['kysely_migration', 'kysely_migration_lock'];

/** Undoes a transaction that went well. */
class Undone<Result> extends Error {
  readonly result: Result;
  constructor(result: Result) {
    super('a dry run');
    this.result = result;
  }
}

/** See BackupStore.restore. A server that starts meanwhile waits to migrate, and then finds what was restored. */
export async function restoreInto<Result>(
  db: Kysely<unknown>,
  work: (into: Restoring) => Promise<Result>,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Result> {
  const undo: { with?: Undone<Result> } = {};
  try {
    return await db.transaction().execute(async (bulk) => {
      await sent(bulk, 'select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
      await clear(bulk);
      const result = await work(restoringIn(bulk));
      if (!dryRun) return result;
      undo.with = new Undone(result);
      throw undo.with;
    });
  } catch (error) {
    if (undo.with !== undefined && error === undo.with) return undo.with.result;
    throw error;
  }
}

/** An empty schema goes, whichever release made it; one with a row in it stays as it is. Throws BackupError. */
async function clear(bulk: Bulk): Promise<void> {
  const migration = await migrationOf(bulk);
  if (migration !== undefined && !knowsMigration(migration)) {
    throw new BackupError('The database was migrated by a newer release of Tacet: restore with that one.');
  }
  const ours = [...(await columnsOf(bulk, [...backupTables.map(({ name }) => name), ...BOOKS])).keys()];
  if (ours.length === 0) return;
  await sent(bulk, `lock table ${ours.join(', ')} in access exclusive mode`);
  const there: string[] = [];
  for (const name of ours.filter((table) => !BOOKS.includes(table))) {
    const [counted] = await sent<{ rows: number }>(bulk, `select count(*) as rows from ${name}`);
    if (counted !== undefined && counted.rows > 0) there.push(`${name} ${counted.rows}`);
  }
  if (there.length > 0) {
    throw new BackupError(
      `The database is not empty (rows: ${there.join(', ')}). Nothing was changed; restore into an empty one.`,
    );
  }
  await sent(bulk, `drop table ${ours.join(', ')}`);
}

function restoringIn(bulk: Bulk): Restoring {
  const database = databaseIn(bulk);
  // Asked once for each table: its schema is settled before its first row comes.
  const judged = new Set<string>();
  return {
    migrateTo: (migration) => migrateTo(bulk, migration),
    async insert(table, rows) {
      if (!judged.has(table.name)) await refuseForeignColumns(bulk, table);
      judged.add(table.name);
      return insert(bulk, table, rows);
    },
    settle: (at) => settle(database, at),
    keksOfData: () => keksOfData(database),
    keys: keyStore(database),
    factors: everyFactorIn(database),
  };
}

async function migrateTo(bulk: Bulk, migration: string): Promise<void> {
  if (!knowsMigration(migration)) {
    throw new BackupError(`The file is of no release of Tacet that this one knows (schema ${migration}).`);
  }
  await migrateWithin(bulk, migration);
}

async function refuseForeignColumns(
  bulk: Bulk,
  { name, columns }: { readonly name: string; readonly columns: readonly string[] },
): Promise<void> {
  const there = (await columnsOf(bulk, [name])).get(name) ?? [];
  if ([...there].sort().join() !== [...columns].sort().join()) {
    throw new BackupError(`The file is damaged: the columns of ${name} are not those of its schema.`);
  }
}

/** Classes of SQLSTATE that say a row is not one of ours: it does not convert, or breaks a rule of the table. */
const ROW_CLASSES: readonly string[] = ['22', '23'];

async function insert(
  bulk: Bulk,
  { name, columns }: { readonly name: string; readonly columns: readonly string[] },
  rows: readonly string[],
): Promise<number> {
  const list = columns.map((column) => `"${column}"`).join(', ');
  const among = name === 'data_key' ? 'where account_id in (select id from account)' : '';
  try {
    const [written] = await sent<{ count: number }>(
      bulk,
      `with written as (
        insert into ${name} (${list}) overriding system value
        select ${list} from json_populate_recordset(null::${name}, $1::json) ${among} returning 1
      ) select count(*) as count from written`,
      [`[${rows.join(',')}]`],
    );
    return written?.count ?? 0;
  } catch (error) {
    if (error instanceof pg.DatabaseError && ROW_CLASSES.includes(error.code?.slice(0, 2) ?? '')) {
      throw new BackupError(`The file is damaged: a row of ${name} is refused (${error.code}).`);
    }
    throw error;
  }
}
