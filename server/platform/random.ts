import { randomFillSync, randomUUID } from 'node:crypto';

/**
 * What a secret is for. The prefix lets a scanner recognise a leaked one, and keeps one kind from passing as another:
 * ac authorization code · rt refresh token · ia interaction · br browser · se session · la login attempt ·
 * ti ticket · cs client secret · dc device code · ar auth_req_id of CIBA · wa request that waits for a person ·
 * in initial access token · ra registration access token · ds device secret · pr pushed request ·
 * rn renewal of a credential.
 */
export type SecretKind =
  | 'ac'
  | 'rt'
  | 'ia'
  | 'br'
  | 'se'
  | 'la'
  | 'ti'
  | 'cs'
  | 'dc'
  | 'ar'
  | 'wa'
  | 'in'
  | 'ra'
  | 'ds'
  | 'pr'
  | 'rn';

const SECRET_BYTES = 32;

/** A fresh 256-bit secret: the kind, an underscore and 43 characters of base64url, such as `ac_Qk3v…`. */
export function newSecret(kind: SecretKind): string {
  return `${kind}_${newBytes(SECRET_BYTES).toString('base64url')}`;
}

/** True when the text has the exact shape of a secret of that kind; everything else is refused before any look-up. */
export function isSecret(kind: SecretKind, text: string): boolean {
  return text.length === kind.length + 44 && text.startsWith(`${kind}_`) && /^[A-Za-z0-9_-]+$/.test(text);
}

/** A fresh random UUID (version 4): tells nothing of when or where it was made. */
export function newId(): string {
  return randomUUID();
}

// One call to the operating system for many secrets: a call of its own costs ten times what the bytes are worth.
const POOL_BYTES = 4096;
const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/** Fresh random bytes from the operating system; at most 4096. Nobody else ever holds them: they leave the pool. */
export function newBytes(length: number): Buffer {
  if (length > POOL_BYTES) throw new RangeError('too many random bytes at once');
  if (used + length > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.alloc(length);
  pool.copy(bytes, 0, used, used + length);
  pool.fill(0, used, used + length);
  used += length;
  return bytes;
}
