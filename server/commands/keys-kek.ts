import { Command } from 'commander';
import { destroyKek } from '../keyring/destroy-kek.ts';
import { type RewrapParts, rewrap } from '../keyring/rewrap.ts';
import { rotateKek } from '../keyring/rotate-kek.ts';
import { confirm } from './ask.ts';
import { type KeyringContext, withKeyring } from './context.ts';
import { CommandError } from './explain.ts';
import { asDate } from './print.ts';

/** How the ring of key-encryption keys is called where an operator names rings. */
export const KEK_RING = 'kek';

/** And how all data keys of accounts are called together. */
export const DATA_KEYS = 'data-key';

interface RotateOptions {
  readonly now?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** A key-encryption key to wrap with from now on; the servers move what hangs on the older ones. */
export function rotateKekRing({ now = false, yes, dryRun }: RotateOptions): Promise<void> {
  return withKeyring(async (context) => {
    const isLocal = context.keks.configured === 'local';
    const where = isLocal ? `in ${context.config.keysDir}/` : 'in the transit engine';
    if (dryRun === true) return console.log(`would make a new key-encryption key ${where}`);
    await confirm(`This makes a new key-encryption key ${where}.`, yes);
    const { id, activatesAtSeconds } = await rotateKek(context, { now });
    console.log(`made ${id} in ${KEK_RING} ${where}, in use from ${asDate(activatesAtSeconds)}`);
    console.log('Servers then move every key to it by themselves; tacet keys status tells how far they are.');
    if (isLocal) {
      console.log('Back up the new file, and bring it to every instance that does not share the folder.');
    }
  });
}

/** Values that are there are left alone: the next one of each account is sealed under a key of its own anew. */
export function rotateDataKeys({ yes, dryRun }: RotateOptions): Promise<void> {
  return withKeyring(async ({ storage, clock }: KeyringContext) => {
    if (dryRun === true) return console.log('would give every account a new data key with its next value');
    await confirm('This gives every account a new data key with its next value.', yes);
    await storage.accountKeys.raiseFloor(clock.nowSeconds());
    console.log('every account gets a new data key with its next value; older values keep theirs');
  });
}

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
          `This destroys ${kekId} for good, for every database that uses it. Backups of keys from before the last rewrap open no more.`,
          yes,
        );
        await destroyKek(rewrapParts(context), kekId);
        console.log(`${kekId} is destroyed`);
      }),
    );
}
