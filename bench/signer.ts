import { generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto';

/** A key of a client: for its assertions (RFC 7523), or for its proofs (RFC 9449). */
export interface Signer {
  readonly publicJwk: JsonWebKey;
  /** A compact JWS by ES256. */
  sign(header: object, claims: object): string;
}

export function newSigner(): Signer {
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return {
    publicJwk: publicKey.export({ format: 'jwk' }),
    sign(header, claims) {
      const input = `${encoded({ alg: 'ES256', ...header })}.${encoded(claims)}`;
      const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
      return `${input}.${signature.toString('base64url')}`;
    },
  };
}
