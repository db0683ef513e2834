import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { keysFileIn } from './backup.ts';
import { type CommandContext, withStorage } from './context.ts';
import { CommandError } from './explain.ts';
import { asDate, printOne } from './print.ts';
import { restoreBackup, type Restored } from './restore-backup.ts';

interface RestoreOptions {
  readonly keysFile?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `tacet restore FILE`: fills an empty database, and destroys nothing, so it asks nothing (decision 44). */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('fill an empty database from a backup; what was signed in then is signed out')
    .argument('<file>', 'what tacet backup wrote')
    .option('--keys-file <path>', 'the wrapped keys; unless given, the file in TACET_KEYS_DIR')
    .option('--dry-run', 'do all of it, say how it went, and undo it')
    .option('--json')
    .action((file: string, options: RestoreOptions) =>
      withStorage((context) => restore(context, file, options), 'onlooker'),
    );
}

async function restore(context: CommandContext, path: string, options: RestoreOptions): Promise<void> {
  const { config } = context;
  const keysPath = options.keysFile ?? keysFileIn(config.keysDir);
  await stat(keysPath).catch(() => {
    throw new CommandError(
      `${keysPath} is not there: put the keys file there, beside the key-encryption key, or name it with --keys-file.`,
    );
  });
  const dryRun = options.dryRun === true;
  const restored = await restoreBackup(context, { path, keysPath }, { dryRun });
  printOne({ [dryRun ? 'would_restore' : 'restored']: path, ...told(restored) }, options.json);
  const { issuer } = restored.manifest;
  if (issuer !== config.issuer) {
    console.error(
      `It was taken at ${issuer}: passkeys and tokens of there are worth nothing at ${config.issuer}.`,
    );
  }
}

/** What came back, and what died, in numbers. */
function told({ manifest, rows, keysFile, ...settled }: Restored): Readonly<Record<string, unknown>> {
  return {
    taken_at: asDate(manifest.takenAtSeconds),
    schema: manifest.migration,
    accounts: rows.get('account') ?? 0,
    clients: rows.get('client') ?? 0,
    rows: [...rows.values()].reduce((sum, count) => sum + count, 0),
    keys_file: keysFile,
    families_ended: settled.families,
    sealed_records_gone: settled.sealedRecords,
    accounts_shredded: settled.shreddedAccounts,
    deletions_postponed: settled.deletions,
    authenticators_waiting: settled.authenticators,
  };
}
