import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, type JWK } from 'jose';
import { sha256 } from '../../server/platform/digest.ts';
import { newBytes, newId } from '../../server/platform/random.ts';
import { publicJwkSet } from '../../server/protocol/json-web-key.ts';
import type { TestServer } from '../harness/server.ts';

/** A key pair and what the world may know of it. */
export interface Keys {
  readonly alg: 'PS256' | 'ES256' | 'RS256';
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** A client of the suite: its own keys, a key for its proofs, and where it is called back. */
export interface FapiClient {
  readonly id: string;
  readonly redirectUri: string;
  readonly keys: Keys;
  readonly proofKeys: Keys;
}

export type Changes = Readonly<Record<string, unknown>>;

export async function newKeys(alg: Keys['alg']): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), kid: newId(), use: 'sig', alg };
  return { alg, privateKey, publicJwk };
}

export async function fapiClient(
  server: TestServer,
  alg: Keys['alg'],
  redirectUri: string,
  profile: 'fapi2' | 'fapi2-message-signing',
): Promise<FapiClient> {
  const keys = await newKeys(alg);
  const jwks = publicJwkSet.parse({ keys: [keys.publicJwk] });
  const { client } = await server.client({
    authMethod: 'private_key_jwt',
    secretDigests: [],
    redirectUris: [redirectUri],
    idTokenAlgorithm: 'PS256',
    settings: { tacetProfile: profile, jwks },
  });
  return { id: client.id, redirectUri, keys, proofKeys: await newKeys('ES256') };
}

interface Signed {
  readonly claims: Changes;
  readonly header?: Changes;
  readonly by: Keys;
}

/** `undefined` among the changes takes a member out. */
export function signed({ claims, header = {}, by }: Signed): Promise<string> {
  const clean: JWTPayload = JSON.parse(JSON.stringify(claims));
  const { alg, kid, ...more } = { alg: by.alg, kid: by.publicJwk.kid, ...header };
  const protectedHeader = JSON.parse(JSON.stringify({ alg, kid, ...more }));
  return new SignJWT(clean).setProtectedHeader(protectedHeader).sign(by.privateKey);
}

/** RFC 7523 §3: a minute of life, for the issuer alone. */
export function assertion(
  issuer: string,
  nowSeconds: number,
  client: Pick<FapiClient, 'id' | 'keys'>,
  { claims = {}, header = {}, by = client.keys }: Partial<Signed> = {},
): Promise<string> {
  const usual = {
    iss: client.id,
    sub: client.id,
    aud: issuer,
    jti: newId(),
    nbf: nowSeconds,
    iat: nowSeconds,
    exp: nowSeconds + 60,
  };
  return signed({ claims: { ...usual, ...claims }, header, by });
}

/** RFC 9449 §4.2. */
export function proof(
  nowSeconds: number,
  at: { readonly method: string; readonly url: string; readonly accessToken?: string | undefined },
  { claims = {}, header = {}, by }: Signed,
): Promise<string> {
  const usual = {
    jti: newBytes(16).toString('base64url'),
    htm: at.method,
    htu: at.url,
    iat: nowSeconds,
    ath: at.accessToken === undefined ? undefined : sha256(at.accessToken).toString('base64url'),
  };
  const { kty, crv, x, y, n, e } = by.publicJwk;
  const jwk = JSON.parse(JSON.stringify({ kty, crv, x, y, n, e }));
  return signed({
    claims: { ...usual, ...claims },
    header: { typ: 'dpop+jwt', kid: undefined, jwk, ...header },
    by,
  });
}
