import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { lookAtBackup, type Taken, takeBackup } from '../storage/backup/take-backup.ts';
import { confirm } from './ask.ts';
import { type CommandContext, withStorage } from './context.ts';
import { CommandError } from './explain.ts';
import { printOne } from './print.ts';
import { version } from './version.ts';

interface BackupOptions {
  readonly keysFile?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Beside the key-encryption key: the two belong together, and apart from the backups. */
export function keysFileIn(keysDir: string): string {
  return join(keysDir, 'keys-wrapped.tkb');
}

/** `tacet backup FILE`: everything that lasts in one file, and the wrapped keys in another (decision 44). */
export function backupCommand(): Command {
  return new Command('backup')
    .description('write a backup without keys, and renew the keys file that opens it')
    .argument('<file>', 'where to write it')
    .option('--keys-file <path>', 'the wrapped keys; unless given, a file in TACET_KEYS_DIR')
    .option('--yes', 'replace a file that is there')
    .option('--dry-run', 'say what would be written and write nothing')
    .option('--json')
    .action((file: string, options: BackupOptions) =>
      // An onlooker: a backup before an update must not update.
      withStorage((context) => backup(context, file, options), 'onlooker'),
    );
}

async function backup({ storage, config, clock }: CommandContext, file: string, options: BackupOptions) {
  const keysPath = options.keysFile ?? keysFileIn(config.keysDir);
  if (resolve(dirname(file)) === resolve(config.keysDir))
    throw new CommandError(`Keep backups apart from the keys: choose a place outside ${config.keysDir}/.`);
  if (resolve(file) === resolve(keysPath))
    throw new CommandError('The backup and the keys file are two files: choose two names.');

  if (options.dryRun === true) {
    const { migration, tables } = await lookAtBackup({ store: storage.backups, keysPath });
    printOne(
      { would_write: file, keys_file: keysPath, schema: migration, rows: rowsOf(tables) },
      options.json,
    );
    return;
  }
  if (await exists(file)) await confirm(`${file} is there and would be replaced.`, options.yes);
  const about = { version: version(), issuer: config.issuer, takenAtSeconds: clock.nowSeconds() };
  const taken = await takeBackup({ store: storage.backups, path: file, keysPath, about });
  printOne(
    {
      file,
      bytes: taken.bytes,
      sha256: taken.sha256,
      schema: taken.migration,
      rows: rowsOf(taken.tables),
      keys_file: keysPath,
      keys: rowsOf(taken.keys.tables),
    },
    options.json,
  );
}

function rowsOf(tables: Taken['tables']): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
