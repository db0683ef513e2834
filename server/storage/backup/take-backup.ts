import { BackupError } from './backup-error.ts';
import type { BackupStore, Snapshot } from './backup-store.ts';
import { type FileKind, FORMAT, type Manifest, type TableShape } from './manifest.ts';
import { readManifest } from './read-backup.ts';
import { type Written, writeBackup } from './write-backup.ts';

export interface Taken extends Written {
  readonly migration: string;
  readonly tables: readonly TableShape[];
  readonly keys: Written & { readonly tables: readonly TableShape[] };
}

interface Order {
  readonly store: BackupStore;
  readonly path: string;
  /** Of the keys file, which is replaced. */
  readonly keysPath: string;
  readonly about: Pick<Manifest, 'version' | 'issuer' | 'takenAtSeconds'>;
}

/**
 * Writes the backup, and anew the keys file that opens it and every older one, from one snapshot. The keys come first: a
 * crash between the two leaves an older backup, which the newer keys open, and never a backup without its keys. Throws
 * BackupError, and what the file system says.
 */
export async function takeBackup({ store, path, keysPath, about }: Order): Promise<Taken> {
  return store.snapshot(async (snapshot) => {
    await refuseForeignKeys(snapshot, keysPath);
    const write = async (to: string, kind: FileKind, more: Pick<Manifest, 'keysFile'> = {}) => {
      const tables = await snapshot.tables(kind);
      const manifest = manifestOf(snapshot, kind, [...tables], about);
      return { tables, ...(await writeBackup(to, { ...manifest, ...more }, linesOf(snapshot, tables))) };
    };
    const keys = await write(keysPath, 'keys');
    const backup = await write(path, 'backup', { keysFile: keys.sha256 });
    return { ...backup, migration: snapshot.migration, keys };
  });
}

/** What would be written, without writing it. */
export async function lookAtBackup({
  store,
  keysPath,
}: Pick<Order, 'store' | 'keysPath'>): Promise<Pick<Taken, 'migration' | 'tables'>> {
  return store.snapshot(async (snapshot) => {
    await refuseForeignKeys(snapshot, keysPath);
    return { migration: snapshot.migration, tables: await snapshot.tables('backup') };
  });
}

/** The only copy of the keys of another deployment must not go because two share a folder. */
async function refuseForeignKeys({ ringKeys }: Snapshot, keysPath: string): Promise<void> {
  let there: Manifest;
  try {
    there = await readManifest(keysPath, 'keys');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  if (there.ringKeys.some((id) => ringKeys.includes(id))) return;
  throw new BackupError(
    `${keysPath} holds the keys of another database: name another place with --keys-file.`,
  );
}

function manifestOf(
  { migration, keks, ringKeys }: Snapshot,
  kind: FileKind,
  tables: TableShape[],
  about: Order['about'],
): Manifest {
  return {
    tacet: kind,
    format: FORMAT,
    ...about,
    migration,
    tables,
    keks: [...keks],
    ringKeys: [...ringKeys],
  };
}

async function* linesOf(
  snapshot: Snapshot,
  tables: readonly TableShape[],
): AsyncGenerator<readonly string[]> {
  for (const table of tables) yield* snapshot.lines(table);
}
