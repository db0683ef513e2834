import { purposes } from '../keyring/purposes.ts';
import { rotateKey, succession } from '../keyring/rotate.ts';
import { endCompromised } from '../login/compromised.ts';
import { type LettersContext, withLetters } from './account-letters.ts';
import { confirm } from './ask.ts';
import type { CommandContext } from './context.ts';
import { credentialsOf } from './credentials-of.ts';
import { CommandError } from './explain.ts';
import { DATA_KEYS, KEK_RING, rotateDataKeys, rotateKekRing } from './keys-kek.ts';
import { asDate } from './print.ts';

export interface RotateOptions {
  readonly now?: boolean;
  readonly revoke?: boolean;
  readonly compromised?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** `tacet keys rotate RING`. Nothing that was signed, sealed or wrapped before is rewritten by it. */
export async function rotate(name: string, options: RotateOptions): Promise<void> {
  if (name !== KEK_RING && name !== DATA_KEYS) return rotateRing(name, options);
  if (options.revoke === true || options.compromised === true) {
    throw new CommandError(
      `What hangs on ${name} would be lost: rotate it, rewrap, then destroy the old one.`,
    );
  }
  return name === KEK_RING ? rotateKekRing(options) : rotateDataKeys(options);
}

async function rotateRing(name: string, options: RotateOptions): Promise<void> {
  const purpose = purposes.find((ring) => ring === name);
  if (purpose === undefined) {
    const rings = [...purposes, DATA_KEYS, KEK_RING].join(', ');
    throw new CommandError(`There is no ring of that name. Rings: ${rings}.`);
  }
  const { now = false, revoke = false, compromised = false } = options;
  const asked = { now, revoke, compromised };
  await withLetters(async (context) => {
    const what = await whatOf(context, purpose, asked);
    if (options.dryRun === true) {
      // Judged as the real one would be, and thrown away.
      const [current, keks] = await Promise.all([context.store.list(), context.store.listKeks()]);
      await succession(context, { current, keks }, purpose, asked);
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
