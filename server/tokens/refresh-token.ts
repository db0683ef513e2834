import { Buffer } from 'node:buffer';
import type { Sealer } from '../keyring/keyring.ts';
import { sha256 } from '../platform/digest.ts';
import { decodeBase64url } from './base64url.ts';
import type { Confirmation } from './terms.ts';
import { uuidBytes, uuidText } from './uuid.ts';

/** What a refresh token says, to us alone: nothing about the person, and no claim that could grow stale (DOD-C28). */
export interface RefreshTokenContent {
  readonly accountId: string;
  readonly familyId: string;
  readonly generation: number;
  /** 32 bytes, the same in every generation; the database has only its digest. */
  readonly secret: Buffer;
  /** The key without which it is worth nothing: that of a public client (RFC 9449 §5, RFC 8705 §4). */
  readonly binding?: Buffer | undefined;
}

const PREFIX = 'rt_';
const UNBOUND = 1;
const BOUND = 2;
const SECRET_BYTES = 32;
const BINDING_BYTES = 32;
const UNBOUND_BYTES = 1 + 16 + 16 + 4 + SECRET_BYTES;
const BOUND_BYTES = UNBOUND_BYTES + BINDING_BYTES;
const GENERATION_MAX = 2 ** 31 - 1;
const TOKEN_CHARACTERS_MAX = 512;

/**
 * `rt_` and the sealed content in base64url. Deterministic, so that a retry of a lost answer finds the same successor
 * without our storing it (RT-03). The client is associated data: another client's token does not even open (RT-06).
 */
export function encodeRefreshToken(sealer: Sealer, clientId: string, content: RefreshTokenContent): string {
  const generation = Buffer.alloc(4);
  generation.writeUInt32BE(content.generation);
  const plaintext = Buffer.concat([
    Buffer.of(content.binding ? BOUND : UNBOUND),
    uuidBytes(content.accountId),
    uuidBytes(content.familyId),
    generation,
    content.secret,
    ...(content.binding ? [content.binding] : []),
  ]);
  if (plaintext.length !== (content.binding ? BOUND_BYTES : UNBOUND_BYTES))
    throw new TypeError('a family secret has 32 bytes');
  return PREFIX + sealer.sealDeterministic(plaintext, ['refresh-token', clientId]).toString('base64url');
}

/** The content of a token that we sealed for this client, in exactly the spelling we gave it; undefined otherwise. */
export function decodeRefreshToken(
  sealer: Sealer,
  clientId: string,
  token: string,
): RefreshTokenContent | undefined {
  if (!isRefreshToken(token) || token.length > TOKEN_CHARACTERS_MAX) return undefined;
  const sealed = decodeBase64url(token.slice(PREFIX.length));
  const plaintext = sealed && sealer.open(sealed, ['refresh-token', clientId]);
  const bound = plaintext?.[0] === BOUND;
  if (plaintext?.length !== (bound ? BOUND_BYTES : UNBOUND_BYTES)) return undefined;
  if (!bound && plaintext[0] !== UNBOUND) return undefined;
  const generation = plaintext.readUInt32BE(33);
  // There is no generation before the first: a claim to it would look like a retry. Nor one the row cannot hold.
  if (generation < 1 || generation > GENERATION_MAX) return undefined;
  return {
    accountId: uuidText(plaintext.subarray(1, 17)),
    familyId: uuidText(plaintext.subarray(17, 33)),
    generation,
    secret: plaintext.subarray(37, UNBOUND_BYTES),
    ...(bound && { binding: plaintext.subarray(UNBOUND_BYTES) }),
  };
}

/** 32 bytes for a key of either kind; the kind is part of them. */
export function bindingTo(confirmation: Confirmation): Buffer {
  return sha256(JSON.stringify(confirmation));
}

/** True when the token needs no key, or the proved one is its key. */
export function isBoundTo({ binding }: RefreshTokenContent, confirmation: Confirmation | undefined): boolean {
  return binding === undefined || (confirmation !== undefined && bindingTo(confirmation).equals(binding));
}

/** True for what calls itself a refresh token of ours; says nothing about whether it is one. */
export function isRefreshToken(token: string): boolean {
  return token.startsWith(PREFIX);
}
