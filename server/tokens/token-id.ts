import { Buffer } from 'node:buffer';
import type { Sealer } from '../keyring/keyring.ts';
import { newBytes } from '../platform/random.ts';
import { decodeBase64url } from './base64url.ts';
import { uuidBytes, uuidText } from './uuid.ts';

/** What stands behind an access token; its `jti` says so to us, and to nobody else. */
export interface TokenGround {
  /** False: it was made for itself, and is taken back by its own name. */
  readonly bound: boolean;
  /** Absent: the client's own. */
  readonly accountId?: string | undefined;
  readonly familyId?: string | undefined;
}

const RANDOM_BYTES = 16;
const PLAIN_BYTES = 16 + RANDOM_BYTES;
const BOUND = 1;
const UNBOUND = 2;
const JTI_CHARACTERS_MAX = 128;

/**
 * A fresh `jti`. Where the token names its account anyway: the family and 128 random bits; where it is the client's own,
 * the bits alone. Else ground and a nonce, sealed: a pairwise subject must not be undone by the name of the token (OIDC
 * Core §8.1).
 */
export function newTokenId(sealer: Sealer, ground: TokenGround, clientId: string, subject: string): string {
  const { bound, accountId, familyId } = ground;
  if (!bound && accountId === undefined && familyId === undefined && subject === clientId)
    return newBytes(RANDOM_BYTES).toString('base64url');
  if (bound && familyId !== undefined && accountId === subject)
    return Buffer.concat([uuidBytes(familyId), newBytes(RANDOM_BYTES)]).toString('base64url');
  const ids = [accountId, familyId].filter((id) => id !== undefined).map(uuidBytes);
  const content = Buffer.concat([Buffer.of(bound ? BOUND : UNBOUND), ...ids]);
  return sealer.seal(content, ['token-id', clientId]).toString('base64url');
}

/** What a `jti` of ours names, given `client_id` and `sub` of the same token; undefined when it is none of ours. */
export function groundOf(
  sealer: Sealer,
  jti: string,
  clientId: string,
  subject: string,
): TokenGround | undefined {
  const bytes = jti.length > JTI_CHARACTERS_MAX ? undefined : decodeBase64url(jti);
  if (bytes?.length === RANDOM_BYTES) return subject === clientId ? { bound: false } : undefined;
  if (bytes?.length === PLAIN_BYTES)
    return { bound: true, accountId: subject, familyId: uuidText(bytes.subarray(0, 16)) };

  const content = bytes && sealer.open(bytes, ['token-id', clientId]);
  if (!content || (content.length - 1) % 16 !== 0 || content.length > 33) return undefined;
  const id = (start: number) =>
    content.length > start ? uuidText(content.subarray(start, start + 16)) : undefined;
  return { bound: content[0] === BOUND, accountId: id(1), familyId: id(17) };
}
