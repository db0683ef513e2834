import { BackupError } from '../backup/backup-error.ts';
import type { BackupStore, Snapshot } from '../backup/backup-store.ts';
import { rowStart, type TableShape } from '../backup/manifest.ts';
import { backupTables, tablesOf } from '../backup/tables.ts';
import { type Bulk, columnsOf, lockBackups, migrationOf, sent, withBulk } from './bulk.ts';
import { knowsMigration } from './migrate.ts';
import { restoreInto } from './restore.ts';

/** Opens connections of its own for each act: it takes none from those who sign in. */
export function backupStore(url: string): BackupStore {
  return {
    snapshot: (work) =>
      withBulk(url, async (db, pool) => {
        const release = await lockBackups(pool);
        if (release === undefined)
          throw new BackupError('Another backup of this database is under way: wait for it to end.');
        try {
          return await db
            .transaction()
            .setIsolationLevel('repeatable read')
            .setAccessMode('read only')
            .execute(async (bulk) => work(await snapshotIn(bulk)));
        } finally {
          release();
        }
      }),
    restore: (work, options) => withBulk(url, (db) => restoreInto(db, work, options)),
  };
}

async function snapshotIn(bulk: Bulk): Promise<Snapshot> {
  const migration = await migrationOf(bulk);
  if (migration === undefined)
    throw new BackupError('There is nothing to back up: the database is empty. Check DATABASE_URL.');
  if (!knowsMigration(migration)) {
    throw new BackupError('The database was migrated by a newer release of Tacet: back it up with that one.');
  }
  const columns = await columnsOf(
    bulk,
    backupTables.map(({ name }) => name),
  );
  const ids = (table: string) =>
    columns.has(table) ? sent<{ id: string }>(bulk, `select id from ${table} order by id`) : [];
  const [keks, ringKeys] = [await ids('kek'), await ids('ring_key')];
  return {
    migration,
    keks: keks.map(({ id }) => id),
    ringKeys: ringKeys.map(({ id }) => id),
    async tables(kind) {
      const shapes: TableShape[] = [];
      for (const { name } of tablesOf(kind)) {
        const ofTable = columns.get(name);
        if (ofTable === undefined) continue;
        const [counted] = await sent<{ rows: number }>(bulk, `select count(*) as rows from ${name}`);
        shapes.push({ name, columns: [...ofTable], rows: counted?.rows ?? 0 });
      }
      return shapes;
    },
    lines: (table) => linesOf(bulk, table),
  };
}

/** A cursor brings one batch at a time, so that a table of any size fits into memory. */
async function* linesOf(bulk: Bulk, { name }: TableShape): AsyncGenerator<readonly string[]> {
  const batchRows = backupTables.find((table) => table.name === name)?.batchRows ?? 1;
  await sent(
    bulk,
    `declare lines no scroll cursor for select '${rowStart(name)}' || row_to_json(t)::text || ']' as line from ${name} t`,
  );
  try {
    for (;;) {
      const rows = await sent<{ line: string }>(bulk, `fetch ${batchRows} from lines`);
      if (rows.length === 0) return;
      yield rows.map(({ line }) => line);
    }
  } finally {
    await sent(bulk, 'close lines');
  }
}
