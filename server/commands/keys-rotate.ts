import { purposes } from '../keyring/purposes.ts';
import { rotateKek } from '../keyring/rotate-kek.ts';
import { rotateKey, succession } from '../keyring/rotate.ts';
import { confirm } from './ask.ts';
import { type KeyringContext, withKeyring } from './context.ts';
import { CommandError } from './explain.ts';
import { KEK_RING } from './keys-kek.ts';
import { asDate } from './print.ts';

export interface RotateOptions {
  readonly now?: boolean;
  readonly revoke?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

const DATA_KEYS = 'data-key';

/** `tacet keys rotate RING`. Nothing that was signed, sealed or wrapped before is rewritten by it. */
export async function rotate(name: string, options: RotateOptions): Promise<void> {
  if ((name === KEK_RING || name === DATA_KEYS) && options.revoke === true) {
    throw new CommandError(
      `What hangs on ${name} would be lost: rotate it, rewrap, then destroy the old one.`,
    );
  }
  if (name === KEK_RING) return rotateKekNow(options);
  if (name === DATA_KEYS) return rotateDataKeys(options);
  return rotateRing(name, options);
}

async function rotateRing(name: string, options: RotateOptions): Promise<void> {
  const purpose = purposes.find((ring) => ring === name);
  if (purpose === undefined) {
    const rings = [...purposes, DATA_KEYS, KEK_RING].join(', ');
    throw new CommandError(`There is no ring of that name. Rings: ${rings}.`);
  }
  const { now = false, revoke = false } = options;
  const what = revoke
    ? `This makes a new key in ${purpose} and voids all that its older keys signed or sealed.`
    : `This makes a new key in ${purpose}.`;
  await withKeyring(async (context) => {
    if (options.dryRun === true) {
      // Judged as the real one would be, and thrown away.
      const [current, keks] = await Promise.all([context.store.list(), context.store.listKeks()]);
      await succession(context, { current, keks }, purpose, { now, revoke });
      console.log(`would make a new key in ${purpose}${revoke ? ' and destroy the older ones' : ''}`);
      return;
    }
    await confirm(what, options.yes);
    const id = await rotateKey(context, purpose, { now, revoke });
    const key = (await context.store.list()).find((row) => row.id === id);
    console.log(`made ${id} in ${purpose}, in use from ${asDate(key?.activatesAtSeconds ?? null)}`);
  });
}

function rotateKekNow({ now = false, yes, dryRun }: RotateOptions): Promise<void> {
  return withKeyring(async (context) => {
    const where =
      context.keks.configured === 'local' ? `in ${context.config.keysDir}/` : 'in the transit engine';
    if (dryRun === true) return console.log(`would make a new key-encryption key ${where}`);
    await confirm(`This makes a new key-encryption key ${where}.`, yes);
    const { id, activatesAtSeconds } = await rotateKek(context, { now });
    console.log(`made ${id} in ${KEK_RING} ${where}, in use from ${asDate(activatesAtSeconds)}`);
    console.log('Servers then move every key to it by themselves; tacet keys status tells how far they are.');
    if (context.keks.configured === 'local') {
      console.log('Back up the new file, and bring it to every instance that does not share the folder.');
    }
  });
}

/** Values that are there are left alone: the next one of each account is sealed under a key of its own anew. */
function rotateDataKeys({ yes, dryRun }: RotateOptions): Promise<void> {
  return withKeyring(async ({ storage, clock }: KeyringContext) => {
    if (dryRun === true) return console.log('would give every account a new data key with its next value');
    await confirm('This gives every account a new data key with its next value.', yes);
    await storage.accountKeys.raiseFloor(clock.nowSeconds());
    console.log('every account gets a new data key with its next value; older values keep theirs');
  });
}
