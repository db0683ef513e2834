import { Command } from 'commander';
import { destroyKek } from '../keyring/destroy-kek.ts';
import { type RewrapParts, rewrap } from '../keyring/rewrap.ts';
import { confirm } from './ask.ts';
import { type KeyringContext, withKeyring } from './context.ts';
import { CommandError } from './explain.ts';

/** How the ring of key-encryption keys is called where an operator names rings. */
export const KEK_RING = 'kek';

export function rewrapParts(context: KeyringContext): RewrapParts {
  return { ...context, dataKeys: context.storage.accountKeys };
}

/** `tacet keys rewrap`: what the servers do by themselves, at once and with its progress told. */
export function rewrapCommand(): Command {
  return new Command('rewrap')
    .description('wrap all keys under the key-encryption key in use; may be interrupted and run again')
    .option('--json')
    .option('--dry-run', 'say what would happen and change nothing')
    .action(({ json, dryRun }: { json?: boolean; dryRun?: boolean }) =>
      withKeyring(async (context) => {
        if (dryRun === true) return console.log('would wrap all keys under the key-encryption key in use');
        const startedAt = performance.now();
        const done = await rewrap(rewrapParts(context), {
          tell: ({ rewrapped }) => process.stderr.isTTY && process.stderr.write(`\r${rewrapped} keys`),
        });
        const seconds = (performance.now() - startedAt) / 1000;
        if (json === true) console.log(JSON.stringify({ ...done, seconds }));
        else console.log(`${done.rewrapped} keys were wrapped anew in ${seconds.toFixed(1)} s`);
        if (done.busy) throw new CommandError('A server is at it already, and will do the rest.');
        if (done.unreadable > 0) {
          throw new CommandError(
            `${done.unreadable} keys do not open under the key they name and were left as they are.`,
          );
        }
      }),
    );
}

/** `tacet keys destroy KEK`: the last step of its life. */
export function destroyKekCommand(): Command {
  return new Command('destroy')
    .argument('<kek>')
    .description('destroy a key-encryption key on which nothing hangs any more')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen and change nothing')
    .action((kekId: string, { yes, dryRun }: { yes?: boolean; dryRun?: boolean }) =>
      withKeyring(async (context) => {
        if (dryRun === true) return console.log(`would destroy ${kekId}, if nothing hangs on it`);
        await confirm(
          `This destroys ${kekId} for good. Backups of keys from before the last rewrap open no more.`,
          yes,
        );
        await destroyKek(rewrapParts(context), kekId);
        console.log(`${kekId} is destroyed`);
      }),
    );
}
