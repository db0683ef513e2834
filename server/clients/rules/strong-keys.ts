import type { PublicJwk } from '../../protocol/json-web-key.ts';
import type { ClientRule } from './rule.ts';

const RSA_BITS_MIN = 2048;
const RSA_BITS_MAX = 4096;
const CURVES: readonly unknown[] = ['P-256', 'P-384', 'P-521', 'Ed25519', 'X25519', 'Ed448', 'X448'];

/** DR-06: a key that anybody can break, or that costs us too much to use, is told of at once. */
export const strongKeys: ClientRule = ({ settings: { jwks } }) =>
  jwks?.keys.every(isStrong) === false
    ? 'a key in jwks is of no known kind, or of an unsafe size'
    : undefined;

function isStrong({ kty, n = '', crv }: PublicJwk): boolean {
  if (kty !== 'RSA') return CURVES.includes(crv);
  const modulus = Buffer.from(n, 'base64url');
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  return bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX;
}
