import type { KeysOrder } from '../../../contract/step.ts';
import { type AccountKey, scopedKeyMaterial } from './account-key.ts';
import { fromBase64url, toBase64url } from './bytes.ts';
import type { KeyOwner } from './calls.ts';

const SALT_BYTES = 32;
const NAME_BYTES = 16;
const SECONDS_DIGITS = 10;

/** A key for one scope of one client (RFC 7517), as the client gets it. */
export interface ScopedKey {
  readonly kty: 'oct';
  /** Not in the format `mozilla`, which has none. */
  readonly alg?: 'A256GCM';
  readonly k: string;
  readonly kid: string;
  readonly scope: string;
}

/** An account key, and since when it was the account's. */
export interface DatedKey extends AccountKey {
  readonly sinceSeconds: number;
}

type OrderedScope = KeysOrder['scopes'][number];

/**
 * The key for that scope. Its `kid` begins with the later of the two times at which it could have become another one, so
 * that a client sees by sorting which of two is newer. Throws a RangeError when the salt is not 32 bytes.
 */
export async function scopedKey(
  owner: KeyOwner,
  held: DatedKey,
  { keyGroup, format }: Pick<KeysOrder, 'keyGroup' | 'format'>,
  { scope, rotationSalt, rotatedAtSeconds }: OrderedScope,
): Promise<ScopedKey> {
  const salt = fromBase64url(rotationSalt);
  if (salt?.length !== SALT_BYTES) throw new RangeError('the salt of a scoped key is 32 bytes');
  const material = await scopedKeyMaterial(owner, held, { keyGroup, scope, rotationSalt: salt });
  const seconds = String(Math.max(held.sinceSeconds, rotatedAtSeconds)).padStart(SECONDS_DIGITS, '0');
  const kid = `${seconds}-${toBase64url(material.slice(0, NAME_BYTES))}`;
  const k = toBase64url(material.slice(NAME_BYTES));
  return format === 'mozilla' ? { kty: 'oct', scope, k, kid } : { kty: 'oct', alg: 'A256GCM', k, kid, scope };
}
