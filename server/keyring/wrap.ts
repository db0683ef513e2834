import { ENVELOPE_BYTES, open, seal, type EnvelopeKey } from './envelope.ts';
import type { StoredKey } from './key-store.ts';
import { KeyringError } from './keyring-error.ts';

type Identity = Pick<StoredKey, 'id' | 'purpose' | 'publicPart'>;

/**
 * Seals the private part of a key under a key-encryption key. The public part is associated data: who can write to
 * the database cannot slip a public key of their own under one of ours, and so into /jwks.
 */
export function wrap(kek: EnvelopeKey, key: Identity, privatePart: Uint8Array): Buffer {
  return seal(kek, privatePart, contextOf(key));
}

/** What remains when the private part is destroyed and the public one must still be vouched for: a sealed nothing. */
export function wrapNothing(kek: EnvelopeKey, key: Identity): Buffer {
  return seal(kek, Buffer.alloc(0), contextOf(key));
}

export function hasPrivatePart(key: StoredKey): boolean {
  return key.sealed !== null && key.sealed.length > ENVELOPE_BYTES;
}

/** Empty when the private part was destroyed. Throws KeyringError when the row was changed or the key is not there. */
export function unwrap(keks: ReadonlyMap<string, EnvelopeKey>, key: StoredKey): Buffer {
  const kek = requireKek(keks, key.kekId);
  const result =
    key.sealed === null
      ? undefined
      : open((id) => (id === kek.id ? kek : undefined), key.sealed, contextOf(key));
  if (result?.opened !== true) {
    throw new KeyringError(
      'key_damaged',
      `key ${key.id} of ring ${key.purpose} does not open: restore its row of the database from a backup`,
    );
  }
  return result.plaintext;
}

export function requireKek(keks: ReadonlyMap<string, EnvelopeKey>, kekId: string): EnvelopeKey {
  const kek = keks.get(kekId);
  if (kek === undefined) {
    throw new KeyringError(
      'kek_missing',
      `the keys in the database are sealed under kek-${kekId}.key, which is not there: restore it into the keys folder from its backup`,
    );
  }
  return kek;
}

function contextOf({ id, purpose, publicPart }: Identity): readonly string[] {
  return ['ring key', purpose, id, publicPart ?? ''];
}
