import { contextOf } from './envelope-text.ts';
import type { Keks } from './keks.ts';
import type { StoredKey } from './key-store.ts';
import { KeyringError } from './keyring-error.ts';
import { missingKek } from './providers/local.ts';

type Identity = Pick<StoredKey, 'id' | 'purpose' | 'publicPart'>;

/**
 * Where the private part of a key lies. The public part is bound as well: who can write to the database cannot slip a
 * public key of their own under one of ours, and so into /jwks.
 */
export function contextOfKey({ id, purpose, publicPart }: Identity): readonly string[] {
  return contextOf({ table: 'ring_key', column: 'sealed', row: id, owner: purpose }, publicPart ?? '');
}

/** What remains when private parts are destroyed and public ones must still be vouched for: a wrapped nothing. */
export async function emptied(keks: Keks, keys: readonly StoredKey[]): Promise<readonly StoredKey[]> {
  const answers: StoredKey[] = [];
  // Few: a signing key or two a month.
  for (const key of keys) {
    const item = { plaintext: new Uint8Array(0), context: contextOfKey(key) };
    const [sealed = null] = await keks.wrap(key.kekId, [item]);
    answers.push({ ...key, sealed, emptied: true });
  }
  return answers;
}

/**
 * The private parts of keys, in their order; empty where they were destroyed. One call to whoever wrapped them. Throws
 * KeyringError when a row was changed or the key-encryption key is not there, and KeysUnavailable.
 */
export async function unwrapKeys(keks: Keks, keys: readonly StoredKey[]): Promise<readonly Buffer[]> {
  const items = keys.map((key) => ({ wrapped: key.sealed ?? '', context: contextOfKey(key) }));
  const opened = await keks.unwrap(items);
  return keys.map((key, index) => {
    const result = opened[index];
    if (result?.opened === true && (result.plaintext.length === 0) === key.emptied) return result.plaintext;
    if (result?.opened === false && result.reason === 'unknown_kek') throw missingKek(key.kekId);
    throw new KeyringError(
      'key_damaged',
      `key ${key.id} of ring ${key.purpose} does not open: restore its row of the database from a backup`,
    );
  });
}
