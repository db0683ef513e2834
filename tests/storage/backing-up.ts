import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readBackup } from '../../server/storage/backup/read-backup.ts';
import { tablesOf } from '../../server/storage/backup/tables.ts';
import { type Taken, takeBackup } from '../../server/storage/backup/take-backup.ts';
import { openStorage } from '../../server/storage/open.ts';
import { latestMigration } from '../../server/storage/sql/migrate.ts';
import { emptyDatabase } from '../harness/database.ts';
import { NOW } from './world.ts';

export const ABOUT = { version: '0.0.0', issuer: 'https://id.example', takenAtSeconds: NOW };

/** A folder for the two files of a backup. */
export interface Shelf {
  readonly folder: string;
  readonly path: string;
  readonly keysPath: string;
  remove(): Promise<void>;
}

export async function openShelf(): Promise<Shelf> {
  const folder = await mkdtemp(join(tmpdir(), 'tacet-backup-'));
  return {
    folder,
    path: join(folder, 'tacet.tbk'),
    keysPath: join(folder, 'keys.tkb'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function backUp(
  url: string,
  { path, keysPath }: Pick<Shelf, 'path' | 'keysPath'>,
  takenAtSeconds = NOW,
): Promise<Taken> {
  const storage = await openStorage(url);
  try {
    return await takeBackup({ store: storage.backups, path, keysPath, about: { ...ABOUT, takenAtSeconds } });
  } finally {
    await storage.close();
  }
}

/** Every row into a new database, as it was; nothing is ended, no key is opened. */
export async function copied({ path, keysPath }: Shelf): Promise<{ url: string; stop(): Promise<void> }> {
  const database = await emptyDatabase();
  const storage = await openStorage(database.url);
  try {
    await storage.backups.restore(
      async (into) => {
        for (const [file, kind] of [
          [path, 'backup'],
          [keysPath, 'keys'],
        ] as const) {
          const { manifest } = await readBackup(file, kind);
          await into.migrateTo(manifest.migration);
          await readBackup(file, kind, (_, table, rows) => into.insert(table, rows));
        }
        await into.migrateTo(latestMigration);
      },
      { dryRun: false },
    );
  } finally {
    await storage.close();
  }
  return database;
}

/** A digest of every row of each table that lasts. */
export async function digests(url: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const { name } of [...tablesOf('backup'), ...tablesOf('keys')]) {
    const [row] = await rowsOf<{ digest: string }>(
      url,
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as digest from ${name} t`,
    );
    found[name] = row?.digest ?? '';
  }
  return found;
}

export async function rowsOf<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
