import { createHash, type KeyObject, randomUUID } from 'node:crypto';
import { type Algorithm, pairFor, signature } from '../harness/signatures.ts';

/** A client that holds a key and proves it (RFC 9449 §4). */
export interface Prover {
  /** RFC 7638 thumbprint. */
  readonly jkt: string;
  readonly jwk: Readonly<Record<string, unknown>>;
  readonly privateJwk: Readonly<Record<string, unknown>>;
  proof(about: About, change?: Change): string;
}

export interface About {
  readonly htm: string;
  readonly htu: string;
  readonly iat: number;
  readonly accessToken?: string | undefined;
  readonly nonce?: string | undefined;
}

/** What is different from a good proof; `undefined` leaves a member out. */
export interface Change {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The payload as text, instead of the claims. */
  readonly payload?: string;
  /** Signs instead of the key in the header. */
  readonly signer?: KeyObject;
}

/** A fresh key. `bits` is for RSA. */
export function prover(algorithm: Algorithm = 'ES256', bits = 2048): Prover {
  const { privateKey, publicKey } = pairFor(algorithm, bits);
  const jwk = { ...publicKey.export({ format: 'jwk' }) };
  const { kty, crv, x, y, n, e } = jwk;
  const named = { EC: { crv, kty, x, y }, OKP: { crv, kty, x }, RSA: { e, kty, n } }[String(kty)];
  return {
    jkt: digest(JSON.stringify(named)),
    jwk,
    privateJwk: { ...privateKey.export({ format: 'jwk' }) },
    proof({ htm, htu, iat, accessToken, nonce }, { header, claims, payload, signer = privateKey } = {}) {
      const ath = accessToken === undefined ? undefined : digest(accessToken);
      const head = { typ: 'dpop+jwt', alg: algorithm, jwk, ...header };
      const body = payload ?? JSON.stringify({ jti: randomUUID(), htm, htu, iat, ath, nonce, ...claims });
      const input = `${encode(JSON.stringify(head))}.${encode(body)}`;
      return `${input}.${signature(algorithm, Buffer.from(input), signer).toString('base64url')}`;
    },
  };
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
