import { Command } from 'commander';
import { rotateKey, succession } from '../keyring/rotate.ts';
import { purposes } from '../keyring/purposes.ts';
import { confirm } from './ask.ts';
import { withKeyring } from './context.ts';
import { CommandError } from './explain.ts';
import { asDate, printRows } from './print.ts';

interface RotateOptions {
  readonly now?: boolean;
  readonly revoke?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** `tacet keys …`: the rings, their states, and a new key in one of them while people sign in. */
export function keysCommand(): Command {
  const command = new Command('keys').description('list and rotate keys');
  for (const name of ['list', 'status']) {
    command
      .command(name)
      .option('--json')
      .action((options: { json?: boolean }) =>
        withKeyring(async ({ keyring }) => {
          const rows = keyring.keys.map((key) => ({
            ring: key.purpose,
            id: key.id,
            state: key.state,
            activates: asDate(key.activatesAtSeconds),
            retires: asDate(key.retiresAtSeconds),
            expires: asDate(key.expiresAtSeconds),
          }));
          printRows(rows, options.json);
        }),
      );
  }
  command
    .command('rotate <ring>')
    .description(`make the successor of the active key; rings: ${purposes.join(', ')}`)
    .option(
      '--now',
      'use it at once instead of publishing it first; verifiers with a cached JWKS may fail meanwhile',
    )
    .option(
      '--revoke',
      'the old keys are known to a thief: void at once what they signed or sealed, and destroy them',
    )
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen and change nothing')
    .action(rotate);
  return command;
}

async function rotate(name: string, options: RotateOptions): Promise<void> {
  const purpose = purposes.find((ring) => ring === name);
  if (purpose === undefined)
    throw new CommandError(`There is no ring of that name. Rings: ${purposes.join(', ')}.`);
  const { now = false, revoke = false } = options;
  const what = revoke
    ? `This makes a new key in ${purpose} and voids all that its older keys signed or sealed.`
    : `This makes a new key in ${purpose}.`;
  await withKeyring(async (context) => {
    if (options.dryRun === true) {
      // Judged as the real one would be, and thrown away.
      await succession(context, await context.store.list(), purpose, { now, revoke });
      console.log(`would make a new key in ${purpose}${revoke ? ' and destroy the older ones' : ''}`);
      return;
    }
    await confirm(what, options.yes);
    const id = await rotateKey(context, purpose, { now, revoke });
    const key = (await context.store.list()).find((row) => row.id === id);
    console.log(`made ${id} in ${purpose}, in use from ${asDate(key?.activatesAtSeconds ?? null)}`);
  });
}
