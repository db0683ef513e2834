import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { ClientSigningAlgorithm } from '../protocol/algorithms.ts';
import type { PublicJwk } from '../protocol/json-web-key.ts';
import { VERIFY } from './signing-key.ts';

/** A public key that somebody else sent us, fit for one algorithm. */
export interface ForeignKey {
  verify(data: Buffer, signature: Buffer): boolean;
}

const RSA_BITS_MIN = 2048;
/** To verify costs with the square of the modulus and the length of the exponent: strangers choose neither (DP-03). */
const RSA_BITS_MAX = 4096;
const RSA_MODULUS_CHARACTERS_MAX = Math.ceil(((RSA_BITS_MAX / 8) * 4) / 3);
const RSA_EXPONENT_CHARACTERS_MAX = 6;
/** 32 bytes: a coordinate of P-256 (RFC 7518 §6.2.1.2), a key of Ed25519 (RFC 8037 §2). */
const COORDINATE = /^[A-Za-z0-9_-]{43}$/;

/**
 * Imports the key by its named public members alone. Undefined when it is none for this algorithm, no point of its
 * curve, or of a size that is unsafe or dear.
 */
export function foreignKey(algorithm: ClientSigningAlgorithm, jwk: PublicJwk): ForeignKey | undefined {
  const members = membersFor(algorithm, jwk);
  const key = members && imported(members);
  if (key === undefined) return undefined;
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && (bits < RSA_BITS_MIN || bits > RSA_BITS_MAX)) return undefined;
  return { verify: (data, signature) => VERIFY[algorithm](data, key, signature) };
}

function membersFor(
  algorithm: ClientSigningAlgorithm,
  { kty, crv, x = '', y = '', n = '', e = '' }: PublicJwk,
): JsonWebKey | undefined {
  switch (algorithm) {
    case 'ES256':
      if (kty !== 'EC' || crv !== 'P-256' || !COORDINATE.test(x) || !COORDINATE.test(y)) return undefined;
      return { kty, crv, x, y };
    case 'EdDSA':
      return kty === 'OKP' && crv === 'Ed25519' && COORDINATE.test(x) ? { kty, crv, x } : undefined;
    case 'PS256':
    case 'RS256':
      if (kty !== 'RSA' || n.length > RSA_MODULUS_CHARACTERS_MAX) return undefined;
      return e.length > RSA_EXPONENT_CHARACTERS_MAX ? undefined : { kty, n, e };
  }
}

function imported(key: JsonWebKey): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch {
    return undefined;
  }
}
