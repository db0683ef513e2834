import type { CryptoKey } from 'jose';
import { asObject, decoded, hasExactly } from './bytes.ts';
import { Refused } from './refused.ts';

const SCOPES_MAX = 32;
const OLDER_MAX = 64;
const KEY_BYTES = 32;
/** When the key became what it is, in seconds since 1970, and a name of it. */
const KID = /^(\d{10})-[A-Za-z0-9_-]{22}$/;

/** AES-256-GCM, not to be exported. */
export interface NamedKey {
  readonly key: CryptoKey;
  readonly kid: string;
}

/** The key of one scope. `older` are those before it, for what was sealed with them: open with them, seal never. */
export interface ScopedKey extends NamedKey {
  readonly older: readonly NamedKey[];
}

/** The `kid` that the app knew last of each scope, as it kept it. */
export type LastKids = ReadonlyMap<string, string> | Readonly<Record<string, string>>;

/** How the JWKs of a bundle are written, and what may not be older. */
export interface Reading {
  /** The exact members of each JWK. */
  readonly members: readonly string[];
  /** That were asked for: none other is taken. Absent: whatever comes. */
  readonly scopes?: readonly string[] | undefined;
  readonly lastKids?: LastKids | undefined;
}

/**
 * Scope → its key. Throws Refused: for a JWK that is not exactly of this form, for a scope nobody asked for, and for a key
 * that is older than the one the app knows, by which a server could make it go back to a key that a thief has.
 */
export async function readKeys(
  keys: unknown,
  older: unknown,
  reading: Reading,
): Promise<Map<string, ScopedKey>> {
  const current = Object.entries(asObject(keys) ?? {});
  const before = asObject(older ?? {});
  if (current.length === 0 || current.length > SCOPES_MAX || before === undefined) throw malformed();
  if (Object.keys(before).some((scope) => !current.some(([name]) => name === scope))) throw malformed();

  const read = current.map(async ([scope, jwk]): Promise<[string, ScopedKey]> => {
    if (reading.scopes?.includes(scope) === false)
      throw new Refused('foreign', 'a key of a scope that was not asked for');
    const key = await readKey(scope, jwk, reading);
    if (key.kid < (lastKidOf(reading.lastKids, scope) ?? ''))
      throw new Refused('rolled_back', 'the key is older than the one that is known');
    const list: unknown = before[scope] ?? [];
    if (!Array.isArray(list) || list.length > OLDER_MAX) throw malformed();
    const olderKeys = await Promise.all(list.map((one: unknown) => readKey(scope, one, reading)));
    if (olderKeys.some(({ kid }) => secondsOf(kid) > secondsOf(key.kid) || kid === key.kid))
      throw malformed();
    return [scope, { ...key, older: olderKeys }];
  });
  return new Map(await Promise.all(read));
}

async function readKey(scope: string, value: unknown, { members }: Reading): Promise<NamedKey> {
  const jwk = asObject(value);
  if (jwk === undefined || !hasExactly(jwk, ...members)) throw malformed();
  const { kty, k, kid, alg = 'A256GCM' } = jwk;
  const bytes = typeof k === 'string' ? decoded(k) : undefined;
  const sound = kty === 'oct' && alg === 'A256GCM' && jwk.scope === scope && bytes?.length === KEY_BYTES;
  if (!sound || typeof kid !== 'string' || !KID.test(kid)) throw malformed();
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  bytes.fill(0);
  return { key, kid };
}

/** Ten digits sort as numbers do. A rotation dates the keys of all generations alike: those share their second. */
function secondsOf(kid: string): string {
  return KID.exec(kid)?.[1] ?? '';
}

function lastKidOf(lastKids: LastKids | undefined, scope: string): string | undefined {
  if (lastKids === undefined) return undefined;
  if (lastKids instanceof Map) return lastKids.get(scope);
  return new Map(Object.entries(lastKids)).get(scope);
}

function malformed(): Refused {
  return new Refused('malformed', 'the keys that were delivered are not of this form');
}
