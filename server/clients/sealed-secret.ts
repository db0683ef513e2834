import type { Sealer } from '../keyring/keyring.ts';
import { equalInConstantTime, hmacSha2 } from '../platform/digest.ts';
import type { SecretAlgorithm } from '../protocol/algorithms.ts';
import type { Client } from './client.ts';
import type { SignedJwt } from './signed-jwt.ts';

const BITS = { HS256: 256, HS384: 384, HS512: 512 } as const satisfies Record<SecretAlgorithm, number>;

/** Decision 21: the secret of a client that signs with it, as it is written down. It opens for that client alone. */
export function sealSecret(sealer: Sealer, clientId: string, secret: string): string {
  return sealer.seal(Buffer.from(secret), [clientId]).toString('base64url');
}

/**
 * Whether the JWT was authenticated with a secret of the client (RFC 7518 §3.2). Two may overlap while one is replaced;
 * both are tried, whichever is right (CA-04).
 */
export function isSignedWithSecret(
  client: Client,
  { input, signature }: SignedJwt,
  algorithm: SecretAlgorithm,
  sealer: Sealer,
): boolean {
  const presented = signature.toString('base64url');
  const matches = client.sealedSecrets.filter((sealed) => {
    const secret = sealer.open(Buffer.from(sealed, 'base64url'), [client.id])?.toString();
    if (secret === undefined) return false;
    return equalInConstantTime(hmacSha2(BITS[algorithm], secret, input).toString('base64url'), presented);
  });
  return matches.length > 0;
}
