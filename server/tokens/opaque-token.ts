import { Buffer } from 'node:buffer';
import type { Sealer } from '../keyring/keyring.ts';
import { decodeBase64url } from './base64url.ts';

const PREFIX = 'at_';
const TOKEN_CHARACTERS_MAX = 16 * 1024;
const CONTEXT = ['access-token'];

/**
 * `at_` and the sealed claims in base64url: an access token that its client cannot read, and that needs no row. Nothing
 * else that is sealed, under this ring or another, opens as one (AC-09).
 */
export function sealAccessToken(sealer: Sealer, claims: object): string {
  return PREFIX + sealer.seal(Buffer.from(JSON.stringify(claims)), CONTEXT).toString('base64url');
}

/** The claims of a token that we sealed, in exactly the spelling we gave it; undefined otherwise. */
export function openAccessToken(sealer: Sealer, token: string): unknown {
  if (!isOpaqueAccessToken(token) || token.length > TOKEN_CHARACTERS_MAX) return undefined;
  const sealed = decodeBase64url(token.slice(PREFIX.length));
  const content = sealed && sealer.open(sealed, CONTEXT);
  return content && JSON.parse(content.toString('utf8'));
}

/** True for what calls itself an opaque access token of ours; says nothing about whether it is one. */
export function isOpaqueAccessToken(token: string): boolean {
  return token.startsWith(PREFIX);
}
