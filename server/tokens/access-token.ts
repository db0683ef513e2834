import { Buffer } from 'node:buffer';
import { newBytes } from '../platform/random.ts';
import { decodeBase64url } from './base64url.ts';
import type { Family } from './family-store.ts';
import { uuidBytes, uuidText } from './uuid.ts';

/** `typ` of an access token (RFC 9068 §2.1): keeps every other JWT of ours from passing as one (JT-05). */
export const ACCESS_TOKEN_TYPE = 'at+jwt';

/**
 * The claims of RFC 9068 §2.2. `aud` is the issuer: our own endpoints, and resource servers that trust us as a whole.
 * The token dies with its family at the latest.
 */
export function accessTokenClaims(
  family: Family,
  scopes: readonly string[],
  { issuer, nowSeconds, ttlSeconds }: { issuer: string; nowSeconds: number; ttlSeconds: number },
) {
  return {
    iss: issuer,
    sub: family.accountId,
    aud: issuer,
    client_id: family.clientId,
    iat: nowSeconds,
    exp: Math.min(nowSeconds + ttlSeconds, family.expiresAtSeconds),
    jti: tokenId(family.id),
    scope: scopes.join(' '),
    auth_time: family.authenticatedAtSeconds,
    acr: family.acr,
    amr: family.amr,
  };
}

/** The family and 128 random bits: unique, and enough to find the row without a claim of our own invention. */
function tokenId(familyId: string): string {
  return Buffer.concat([uuidBytes(familyId), newBytes(16)]).toString('base64url');
}

/** The family that a `jti` names; undefined when it is none of ours. */
export function familyOfTokenId(jti: string): string | undefined {
  const bytes = decodeBase64url(jti);
  return bytes?.length === 32 ? uuidText(bytes.subarray(0, 16)) : undefined;
}
