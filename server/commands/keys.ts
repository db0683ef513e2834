import { Command } from 'commander';
import { rotateKey } from '../keyring/rotate.ts';
import type { KeyPurpose } from '../keyring/key-store.ts';
import { confirm } from './ask.ts';
import { withKeyring } from './context.ts';
import { CommandError } from './explain.ts';
import { asDate, printRows } from './print.ts';

const RINGS: readonly KeyPurpose[] = [
  'sign-RS256',
  'sign-ES256',
  'sign-EdDSA',
  'refresh-token',
  'ephemera',
  'outbox',
  'credential-id',
  'server-setup',
];

interface RotateOptions {
  readonly now?: boolean;
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
    .description(`make the successor of the active key; rings: ${RINGS.join(', ')}`)
    .option(
      '--now',
      'use it at once instead of publishing it first; verifiers with a cached JWKS may fail meanwhile',
    )
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen and change nothing')
    .action(rotate);
  return command;
}

async function rotate(name: string, options: RotateOptions): Promise<void> {
  const purpose = RINGS.find((ring) => ring === name);
  if (purpose === undefined)
    throw new CommandError(`There is no ring of that name. Rings: ${RINGS.join(', ')}.`);
  await withKeyring(async (context) => {
    if (options.dryRun === true) {
      console.log(`would make a new key in ${purpose}`);
      return;
    }
    await confirm(`This makes a new key in ${purpose}.`, options.yes);
    const id = await rotateKey(context, purpose, { now: options.now ?? false });
    console.log(`made ${id} in ${purpose}`);
  });
}
