import { createHmac, type KeyObject, randomUUID } from 'node:crypto';
import type { PublicJwk } from '../../server/protocol/json-web-key.ts';
import { publicJwk } from '../../server/protocol/json-web-key.ts';
import { type Algorithm, pairFor, signature } from '../harness/signatures.ts';

/** A key of a client, and what it signs. */
export interface Signer {
  readonly jwk: PublicJwk;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  jwt(claims: Claims, header?: Claims): string;
}

export type Claims = Readonly<Record<string, unknown>>;

export function signer(
  algorithm: Algorithm = 'ES256',
  { kid = 'k1', bits = 2048, members = {} } = {},
): Signer {
  const { privateKey, publicKey } = pairFor(algorithm, bits);
  return {
    jwk: publicJwk.parse({ ...publicKey.export({ format: 'jwk' }), kid, ...members }),
    publicKey,
    privateKey,
    jwt: (claims, header = {}) =>
      signedBy((input) => signature(algorithm, input, privateKey), claims, {
        alg: algorithm,
        kid,
        ...header,
      }),
  };
}

/** The same with a secret, as `HS256` and its like do it. */
export function secretJwt(secret: string | Buffer, claims: Claims, alg: string, header: Claims = {}): string {
  const hash = `sha${/^HS\d{3}$/.test(alg) ? alg.slice(2) : '256'}`;
  return signedBy((input) => createHmac(hash, secret).update(input).digest(), claims, { alg, ...header });
}

export function signedBy(sign: (input: Buffer) => Buffer, claims: Claims, header: Claims): string {
  const input = `${encoded(header)}.${encoded(claims)}`;
  return `${input}.${sign(Buffer.from(input)).toString('base64url')}`;
}

export function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** The claims of a good assertion (RFC 7523 §3); name what differs. */
export function assertionClaims(
  clientId: string,
  aud: unknown,
  nowSeconds: number,
  differs: Claims = {},
): Claims {
  const times = { iat: nowSeconds, exp: nowSeconds + 60 };
  return { iss: clientId, sub: clientId, aud, jti: randomUUID(), ...times, ...differs };
}

export function assertionForm(jwt: string): Readonly<Record<string, string>> {
  return { client_assertion_type: ASSERTION_TYPE, client_assertion: jwt };
}
