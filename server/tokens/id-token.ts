import type { SigningAlgorithm } from '../clients/client.ts';
import { fingerprint, sha256, sha512 } from '../platform/digest.ts';
import { deviceSecretHash } from './device-secret.ts';
import type { Family } from './family-store.ts';

/** `typ` of an ID token; an access token or a logout token never carries it (RFC 8725 §3.11). */
export const ID_TOKEN_TYPE = 'JWT';

/**
 * The claims of OIDC Core §2, and no more than was asked for by the `claims` parameter: who somebody is, is asked at
 * userinfo (conformance C15). `azp` is never sent. A refreshed token has no nonce and keeps `auth_time` (§12.2).
 */
export function idTokenClaims(
  family: Family,
  bound: {
    /** As the client knows it. */
    readonly subject: string;
    readonly nonce: string | undefined;
    /** That goes out beside it. */
    readonly accessToken: string | undefined;
    readonly algorithm: SigningAlgorithm;
    readonly deviceSecret: string | undefined;
    /** Claims about the account that were asked for here (§5.5). */
    readonly requested: Readonly<Record<string, unknown>>;
  },
  { issuer, nowSeconds, ttlSeconds }: { issuer: string; nowSeconds: number; ttlSeconds: number },
) {
  return {
    ...bound.requested,
    iss: issuer,
    sub: bound.subject,
    aud: family.clientId,
    exp: nowSeconds + ttlSeconds,
    iat: nowSeconds,
    auth_time: family.authenticatedAtSeconds,
    nonce: bound.nonce,
    acr: family.acr,
    amr: family.amr,
    at_hash: bound.accessToken === undefined ? undefined : leftHalfHash(bound.algorithm, bound.accessToken),
    sid: sessionIdForClient(family.clientId, family.toldSessionId ?? family.sessionId),
    ds_hash: bound.deviceSecret === undefined ? undefined : deviceSecretHash(bound.deviceSecret),
  };
}

/**
 * The `sid` a client sees: stable for its session, different for every client, and no use at our own pages, where
 * the session's id names it.
 */
export function sessionIdForClient(clientId: string, sessionId: string): string {
  return fingerprint(`sid ${sessionId} ${clientId}`);
}

/** OIDC Core §3.1.3.6: the left half of the hash that the signature uses. Ed25519 signs with SHA-512 (RFC 8032). */
function leftHalfHash(algorithm: SigningAlgorithm, token: string): string {
  const digest = algorithm === 'EdDSA' ? sha512(token) : sha256(token);
  return digest.subarray(0, digest.length / 2).toString('base64url');
}
