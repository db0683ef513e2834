import { Command } from 'commander';
import { rotateKey, succession } from '../keyring/rotate.ts';
import { purposes } from '../keyring/purposes.ts';
import { endCompromised } from '../login/compromised.ts';
import { confirm } from './ask.ts';
import { type LettersContext, withLetters } from './account-letters.ts';
import { type CommandContext, withKeyring } from './context.ts';
import { CommandError } from './explain.ts';
import { asDate, printRows } from './print.ts';

interface RotateOptions {
  readonly now?: boolean;
  readonly revoke?: boolean;
  readonly compromised?: boolean;
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
        withKeyring(async ({ keyring, storage }) => {
          const counted = await credentialsOf(storage);
          const rows = keyring.keys.map((key) => ({
            ring: key.purpose,
            id: key.id,
            state: key.state,
            activates: asDate(key.activatesAtSeconds),
            retires: asDate(key.retiresAtSeconds),
            expires: asDate(key.expiresAtSeconds),
            credentials: key.purpose === 'server-setup' ? String(counted.get(key.id) ?? 0) : '',
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
    .option(
      '--compromised',
      'server-setup: the older ones are known to a thief: sign out whoever has a password under them, and have them choose another',
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
  const { now = false, revoke = false, compromised = false } = options;
  const asked = { now, revoke, compromised };
  await withLetters(async (context) => {
    const what = await whatOf(context, purpose, asked);
    if (options.dryRun === true) {
      // Judged as the real one would be, and thrown away.
      await succession(context, await context.store.list(), purpose, asked);
      console.log(`would make a new key in ${purpose}${what.would}`);
      return;
    }
    await confirm(`This makes a new key in ${purpose}${what.will}.`, options.yes);
    const id = await rotateKey(context, purpose, asked);
    const key = (await context.store.list()).find((row) => row.id === id);
    console.log(`made ${id} in ${purpose}, in use from ${asDate(key?.activatesAtSeconds ?? null)}`);
    if (compromised) await signOut(context);
  });
}

async function whatOf(
  { storage }: CommandContext,
  purpose: string,
  { revoke, compromised }: { readonly revoke: boolean; readonly compromised: boolean },
): Promise<{ readonly would: string; readonly will: string }> {
  if (revoke) {
    return {
      would: ' and destroy the older ones',
      will: ' and voids all that its older keys signed or sealed',
    };
  }
  if (!compromised || purpose !== 'server-setup') return { would: '', will: '' };
  const counts = [...(await credentialsOf(storage)).values()];
  const people = counts.reduce((sum, count) => sum + count, 0);
  return {
    would: `, sign out ${people} accounts and have them choose another password`,
    will: `, signs out all ${people} accounts with a password and has them choose another`,
  };
}

/** A running server does the same every minute: what this leaves when it is cut off is not lost. */
async function signOut({ keyring, storage, letters, clock }: LettersContext): Promise<void> {
  await keyring.refresh();
  const { credentials } = storage;
  const ended = await endCompromised({ credentials, keyring, letters, clock });
  console.log(`signed out ${ended} accounts; they are told by letter and choose another password`);
}

async function credentialsOf({
  credentials,
}: CommandContext['storage']): Promise<ReadonlyMap<string, number>> {
  const counts = await credentials.countBySetup();
  return new Map(counts.map(({ setupId, credentials: count }) => [setupId, count]));
}
