import { refuseUsedCodes } from '../factors/every-factor.ts';
import { requireKeks } from '../keyring/check-keks.ts';
import { openKeyring } from '../keyring/open-keyring.ts';
import { BackupError } from '../storage/backup/backup-error.ts';
import type { Restoring, Settled } from '../storage/backup/backup-store.ts';
import type { FileKind, Manifest } from '../storage/backup/manifest.ts';
import { readBackup, type ReadBackup } from '../storage/backup/read-backup.ts';
import { latestMigration } from '../storage/sql/migrate.ts';
import { type CommandContext, keyringParts } from './context.ts';

export interface Restored extends Settled {
  readonly manifest: Manifest;
  readonly keysFile: 'of the same moment' | 'newer';
  /** By table, as many as lie in the database now. */
  readonly rows: ReadonlyMap<string, number>;
  readonly authenticators: number;
}

export interface Files {
  readonly path: string;
  readonly keysPath: string;
}

/**
 * Fills an empty database from a backup and a keys file that is as old or newer, in one transaction that a kill leaves
 * undone. Both files are read to their ends before anything is written; the keys must open before it is committed.
 * Throws BackupError or KeyringError; the database is then as it was.
 */
export async function restoreBackup(
  context: CommandContext,
  { path, keysPath }: Files,
  options: { readonly dryRun: boolean },
): Promise<Restored> {
  const backup = await readBackup(path, 'backup');
  const keys = await readBackup(keysPath, 'keys');
  refuseStrangers(backup, keys, { path, keysPath });

  return context.storage.backups.restore(async (into) => {
    const rows = new Map<string, number>();
    const load = async (kind: FileKind, from: string, known: ReadBackup) => {
      // Brings it on from there only when all rows are in: each file at the schema it was read from.
      await into.migrateTo(known.manifest.migration);
      const again = await readBackup(from, kind, async (_manifest, table, texts) => {
        rows.set(table.name, (rows.get(table.name) ?? 0) + (await into.insert(table, texts)));
      });
      if (again.sha256 !== known.sha256) throw new BackupError(`${from} was changed while it was read.`);
    };
    await load('backup', path, backup);
    await load('keys', keysPath, keys);
    await into.migrateTo(latestMigration);

    const { config, clock } = context;
    const { deletionGraceSeconds } = config.lifetimes;
    const settled = await into.settle({ nowSeconds: clock.nowSeconds(), deletionGraceSeconds });
    const authenticators = await settleKeys(context, into);
    const { manifest } = backup;
    const keysFile = keys.sha256 === manifest.keysFile ? 'of the same moment' : 'newer';
    return { ...settled, manifest, keysFile, rows, authenticators };
  }, options);
}

/** What would not open it, or not all of it: better known before than after. */
function refuseStrangers(backup: ReadBackup, keys: ReadBackup, { path, keysPath }: Files): void {
  const newer = [backup, keys].find(({ manifest }) => manifest.migration > latestMigration);
  if (newer !== undefined) {
    throw new BackupError(
      `${newer === backup ? path : keysPath} was made by a newer release of Tacet (schema ${newer.manifest.migration}): restore it with that release.`,
    );
  }
  // No ring key is ever deleted, so that a newer keys file has them all.
  const missing = backup.manifest.ringKeys.find((id) => !keys.manifest.ringKeys.includes(id));
  if (missing !== undefined) {
    throw new BackupError(
      `${keysPath} does not open ${path}: it lacks key ${missing}. Take the keys file that was written with it, or later.`,
    );
  }
  const older =
    keys.manifest.takenAtSeconds < backup.manifest.takenAtSeconds ||
    keys.manifest.migration < backup.manifest.migration;
  if (older) {
    throw new BackupError(
      `${keysPath} is older than ${path} and may lack keys of its accounts. Take the one that was written with it, or later.`,
    );
  }
}

/** The same that a start looks at, before anything is committed; then codes that may have been used are refused (TH-09). */
async function settleKeys(context: CommandContext, into: Restoring): Promise<number> {
  const { storage, clock, log } = context;
  const parts = keyringParts({ ...context, storage: { ...storage, keys: into.keys } });
  try {
    const keyring = await openKeyring({ ...parts, log });
    await requireKeks(parts.keks, await into.keksOfData());
    const sealer = keyring.sealer('factor');
    return await refuseUsedCodes({ factors: into.factors, sealer, clock });
  } finally {
    await parts.keks.close();
  }
}
