import { Buffer } from 'node:buffer';
import { createPublicKey } from 'node:crypto';

/** The public key that a JWK (RFC 7517) of one of these curves is. */
export type PointJwk =
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  | { readonly kty: 'OKP'; readonly crv: 'X25519'; readonly x: string };

const BYTES = 32;

/**
 * True for a public key that lies on its curve, its coordinates written in the one way there is. With a point beside the
 * curve a careless peer would tell bits of its own key (invalid-curve attack).
 */
export function isPublicPoint(jwk: PointJwk): boolean {
  const coordinates = jwk.kty === 'EC' ? [jwk.x, jwk.y] : [jwk.x];
  if (!coordinates.every(isWhole)) return false;
  try {
    createPublicKey({ key: { ...jwk }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

function isWhole(text: string): boolean {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === BYTES && bytes.toString('base64url') === text;
}
