import {
  constants,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import type { SigningAlgorithm } from '../clients/client.ts';
import { type Recent, recent } from '../platform/recent.ts';
import { derFromRaw, rawFromDer } from './es256-signature.ts';

/** A signing key, imported once. */
export interface SigningKey {
  readonly algorithm: SigningAlgorithm;
  /** What /jwks says of it. */
  readonly publicJwk: JsonWebKey;
  /** The encoded JOSE header of its tokens of that `typ`; the same text every time. */
  header(typ: string | undefined): string;
  /** Undefined when the private part was destroyed. */
  readonly sign: ((data: Buffer) => Buffer) | undefined;
  verify(data: Buffer, signature: Buffer): boolean;
  /** Digests of tokens that it was found to have signed: an API asks about one token again and again. */
  readonly verified: Recent;
}

const VERIFIED_MAX = 4_096;

/** Kinds of tokens are few and named in our own code; the limit is there in case that changes. */
const HEADERS_MAX = 16;

/** RFC 7518 §3.5: the salt is as long as the hash. */
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

/** RFC 7518 §3.1, RFC 8037 §3.1. */
const SIGN: Readonly<Record<SigningAlgorithm, (data: Buffer, key: KeyObject) => Buffer>> = {
  RS256: (data, key) => sign('sha256', data, key),
  PS256: (data, key) => sign('sha256', data, { key, ...PSS }),
  ES256: (data, key) => rawFromDer(sign('sha256', data, key)),
  EdDSA: (data, key) => sign(null, data, key),
};

/** The same for signatures of ours and of others. An ECDSA signature of another length is none. */
export const VERIFY: Readonly<
  Record<SigningAlgorithm, (data: Buffer, key: KeyObject, signature: Buffer) => boolean>
> = {
  RS256: (data, key, signature) => verify('sha256', data, key, signature),
  PS256: (data, key, signature) => verify('sha256', data, { key, ...PSS }, signature),
  ES256: (data, key, signature) => {
    const der = derFromRaw(signature);
    return der !== undefined && verify('sha256', data, key, der);
  },
  EdDSA: (data, key, signature) => verify(null, data, key, signature),
};

/** `pkcs8` is empty when the private part was destroyed; `publicPart` is the public JWK as JSON. */
export function signingKey(
  algorithm: SigningAlgorithm,
  id: string,
  publicPart: string,
  pkcs8: Buffer,
): SigningKey {
  const jwk = publicMembers(JSON.parse(publicPart));
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const privateKey =
    pkcs8.length === 0 ? undefined : createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const headers = new Map<string | undefined, string>();
  return {
    algorithm,
    publicJwk: { ...jwk, kid: id, use: 'sig', alg: algorithm },
    header(typ) {
      const known = headers.get(typ);
      if (known !== undefined) return known;
      const header = Buffer.from(JSON.stringify({ alg: algorithm, typ, kid: id })).toString('base64url');
      if (headers.size < HEADERS_MAX) headers.set(typ, header);
      return header;
    },
    sign: privateKey === undefined ? undefined : (data) => SIGN[algorithm](data, privateKey),
    verify: (data, signature) => VERIFY[algorithm](data, publicKey, signature),
    verified: recent(VERIFIED_MAX),
  };
}

/** By name, so that no private member can pass whatever lies in the row (RFC 7518 §6.2.1, §6.3.1, RFC 8037 §2). */
function publicMembers({ kty, crv, x, y, n, e }: JsonWebKey): JsonWebKey {
  return Object.fromEntries(
    Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined),
  );
}
