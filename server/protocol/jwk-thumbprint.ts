import { fingerprint } from '../platform/digest.ts';
import type { PublicJwk } from './json-web-key.ts';

/** RFC 7638 §3.2, RFC 8037 §2: the members that make a key what it is, in the order of their names. */
export function jwkThumbprint({ kty, crv, x, y, n, e }: PublicJwk): string {
  const members = { RSA: { e, kty, n }, EC: { crv, kty, x, y }, OKP: { crv, kty, x } }[kty];
  return fingerprint(JSON.stringify(members));
}
