import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export type Algorithm = 'ES256' | 'PS256' | 'RS256' | 'EdDSA';

/** A fresh pair for that algorithm (RFC 7518 §3.1); `modulusLength` is for RSA, in bits. */
export function pairFor(algorithm: Algorithm, modulusLength: number) {
  switch (algorithm) {
    case 'ES256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' });
    case 'EdDSA':
      return generateKeyPairSync('ed25519');
    case 'PS256':
    case 'RS256':
      return generateKeyPairSync('rsa', { modulusLength });
  }
}

/** The signature of a JWS, made without the library that the server checks it with. */
export function signature(algorithm: Algorithm, data: Buffer, key: KeyObject): Buffer {
  switch (algorithm) {
    case 'ES256':
      return sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' });
    case 'EdDSA':
      return sign(null, data, key);
    case 'PS256':
      return sign('sha256', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
    case 'RS256':
      return sign('sha256', data, key);
  }
}
