import { Command } from 'commander';
import { purposes } from '../keyring/purposes.ts';
import { KEK_RING, destroyKekCommand, rewrapCommand } from './keys-kek.ts';
import { listKeys } from './keys-list.ts';
import { rotate } from './keys-rotate.ts';
import { retireKeyCommand } from './keys-retire.ts';

/** `tacet keys …`: the rings, their states, and a new key in one of them while people sign in. */
export function keysCommand(): Command {
  const command = new Command('keys').description('list, rotate, rewrap and retire keys');
  command
    .command('list')
    .description('every key of every ring, and the key-encryption keys')
    .option('--json')
    .action((options: { json?: boolean }) => listKeys({ ...options, counts: false }));
  command
    .command('status')
    .description('the same, with what hangs on each key')
    .option('--json')
    .action((options: { json?: boolean }) => listKeys({ ...options, counts: true }));
  command
    .command('rotate <ring>')
    .description(
      `make the successor of the active key; rings: ${[...purposes, 'data-key', KEK_RING].join(', ')}`,
    )
    .option(
      '--now',
      'use it at once instead of publishing it first; verifiers with a cached JWKS may fail meanwhile',
    )
    .option(
      '--revoke',
      'the old keys are known to a thief: void at once what they signed or sealed, and destroy them',
    )
    .option(
      '--compromised',
      'server-setup: the older ones are known to a thief: sign out whoever has a password under them, and have them choose another',
    )
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen and change nothing')
    .action(rotate);
  command.addCommand(rewrapCommand());
  command.addCommand(retireKeyCommand());
  command.addCommand(destroyKekCommand());
  return command;
}
