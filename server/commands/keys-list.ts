import { kekStatus } from '../keyring/kek-status.ts';
import { type KeyringContext, withKeyring } from './context.ts';
import { credentialsOf } from './credentials-of.ts';
import { KEK_RING, rewrapParts } from './keys-kek.ts';
import { asDate, printRows } from './print.ts';

interface ListOptions {
  readonly json?: boolean;
  /** How much hangs on each key. */
  readonly counts: boolean;
}

/** Ids, states and times; never a key (KMS-R31). */
export function listKeys({ json, counts }: ListOptions): Promise<void> {
  return withKeyring(async (context) => {
    const passwords = await credentialsOf(context.storage);
    printRows([...ringRows(context, passwords, counts), ...(await kekRows(context, counts))], json);
  });
}

type Row = Parameters<typeof printRows>[0][number];

function ringRows(
  { keyring }: KeyringContext,
  passwords: ReadonlyMap<string, number>,
  counts: boolean,
): readonly Row[] {
  return keyring.keys.map((key) => ({
    ring: key.purpose,
    id: key.id,
    state: key.state,
    activates: asDate(key.activatesAtSeconds),
    retires: asDate(key.retiresAtSeconds),
    expires: asDate(key.expiresAtSeconds),
    credentials: key.purpose === 'server-setup' ? String(passwords.get(key.id) ?? 0) : '',
    // A table has the columns of its first row.
    ...(counts && { provider: '', ringKeys: '', dataKeys: '', here: '' }),
  }));
}

async function kekRows(context: KeyringContext, counts: boolean): Promise<readonly Row[]> {
  const keks = await kekStatus(rewrapParts(context));
  return keks.map((kek) => ({
    ring: KEK_RING,
    id: kek.id,
    state: kek.state,
    activates: asDate(kek.activatesAtSeconds),
    retires: asDate(kek.retiresAtSeconds),
    expires: asDate(kek.destroyedAtSeconds),
    credentials: '',
    ...(counts && {
      provider: kek.provider,
      ringKeys: kek.ringKeys,
      dataKeys: kek.dataKeys,
      here: kek.present ?? 'unknown',
    }),
  }));
}
