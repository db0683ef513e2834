import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import { CLOCK_AHEAD_SECONDS, type ReplayGuard } from '../platform/replay.ts';
import type { ClientSigningAlgorithm } from '../protocol/algorithms.ts';
import { OAuthError } from '../protocol/error.ts';
import { NONCE_SECONDS, dpopNonces, type DpopNonces } from './nonce.ts';
import { proofHeaders } from './proof-header.ts';
import { jsonPart } from './strict-json.ts';
import { namesTarget } from './target.ts';

/** The part of a request that a proof is about. Form and bearer requests have it all. */
export interface ProvableRequest {
  readonly method: string;
  /** Of the endpoint, under the issuer. */
  readonly path: string;
  /** Every DPoP header that came. */
  readonly proofs: readonly string[];
  readonly tell: (header: 'DPoP-Nonce', value: string) => void;
}

export interface Proofs {
  /**
   * RFC 9449 §4.3: the thumbprint of the key that this request has proved to hold; undefined when it has no DPoP
   * header. With `accessToken` the proof must be for that very token. Every answer to a proof carries a fresh nonce.
   * Throws `invalid_dpop_proof`, or `use_dpop_nonce` when the nonce is missing or old.
   */
  verify(
    request: ProvableRequest,
    terms: {
      readonly algorithms: readonly ClientSigningAlgorithm[];
      readonly accessToken?: string | undefined;
    },
  ): Promise<string | undefined>;
}

interface Parts {
  readonly keyring: Pick<Keyring, 'sealer'>;
  readonly replay: ReplayGuard;
  readonly clock: Clock;
  readonly config: Pick<Config, 'issuer' | 'mtlsOrigin' | 'dpopNonce'>;
}

const PROOF_CHARACTERS_MAX = 8 * 1024;
/** How old the `iat` of a proof without a nonce may be; how far ahead, says platform/replay.ts (conformance C10). */
const AGE_MAX_SECONDS = 60;
const COMPACT_JWS = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

export function dpopProofs({ keyring, replay, clock, config }: Parts): Proofs {
  const nonces = dpopNonces({ keyring, clock });
  const readHeader = proofHeaders();
  // Where certificates are asked for, the endpoints may have a second address (RFC 8705 §5).
  const origins = [config.issuer, ...(config.mtlsOrigin === undefined ? [] : [config.mtlsOrigin])];

  return {
    async verify(request, { algorithms, accessToken }) {
      const [proof, ...more] = request.proofs;
      if (proof === undefined) return undefined;
      request.tell('DPoP-Nonce', nonces.current());
      if (more.length > 0) throw refused('send exactly one DPoP header');

      const [, head = '', payload = '', signature = ''] =
        proof.length > PROOF_CHARACTERS_MAX ? [] : (COMPACT_JWS.exec(proof) ?? []);
      // What costs nothing is looked at first: no key of a stranger is imported for a proof of another request.
      const claims = claimShapes.safeParse(jsonPart(payload)).data;
      if (claims === undefined) throw refused('the DPoP proof is no JWT with jti, htm, htu and iat');
      judgeRequest(claims, request, origins, accessToken);
      const life = lifeOf(claims, nonces, clock.nowSeconds(), config.dpopNonce === 'required');

      const header = readHeader(head);
      if (header === undefined) throw refused('the DPoP proof has another typ, or no usable public key');
      if (!algorithms.includes(header.algorithm))
        throw refused('the DPoP proof is signed with an algorithm that is not allowed');
      const signed = Buffer.from(`${head}.${payload}`, 'latin1');
      if (!header.key.verify(signed, Buffer.from(signature, 'base64url')))
        throw refused('the DPoP proof is not signed with its key');

      // Under the key of its maker: nobody can use up the `jti` of another (DP-07).
      const id = JSON.stringify([header.jkt, claims.jti, request.path]);
      if (!(await replay.firstUse({ purpose: 'dpop', id, ...life })))
        throw refused('the DPoP proof was used before');
      return header.jkt;
    },
  };
}

const JTI_CHARACTERS_MAX = 512;

/** RFC 9449 §4.2. Further claims say nothing to us. */
const claimShapes = z.looseObject({
  jti: z.string().min(1).max(JTI_CHARACTERS_MAX),
  htm: z.string(),
  htu: z.string(),
  iat: z.number().transform(Math.floor),
  ath: z.string().optional(),
  nonce: z.string().optional(),
});

type ProofClaims = z.infer<typeof claimShapes>;

/** The proof is for this method, this endpoint, this token (RFC 9449 §4.3, points 8, 9 and 12). */
function judgeRequest(
  { htm, htu, ath }: ProofClaims,
  { method, path }: ProvableRequest,
  origins: readonly string[],
  accessToken: string | undefined,
): void {
  if (htm !== method) throw refused('htm of the DPoP proof is another method');
  if (!origins.some((origin) => namesTarget(htu, origin + path)))
    throw refused('htu of the DPoP proof is another address');
  if (accessToken !== undefined && ath !== fingerprint(accessToken))
    throw refused('ath of the DPoP proof is not the hash of this access token');
}

interface Life {
  readonly issuedAtSeconds: number;
  readonly expiresAtSeconds: number;
}

/** From when to when the proof is good: by our own nonce if it has one, else by the clock of its maker (§4.3, 11). */
function lifeOf(
  { iat, nonce }: ProofClaims,
  nonces: DpopNonces,
  nowSeconds: number,
  nonceRequired: boolean,
): Life {
  if (nonce !== undefined) {
    const issuedAtSeconds = nonces.issuedAtSeconds(nonce);
    if (issuedAtSeconds === undefined) throw nonceNeeded();
    return { issuedAtSeconds, expiresAtSeconds: issuedAtSeconds + NONCE_SECONDS + 1 };
  }
  if (nonceRequired) throw nonceNeeded();
  if (nowSeconds - iat > AGE_MAX_SECONDS) throw refused('iat of the DPoP proof is too long ago');
  if (iat - nowSeconds > CLOCK_AHEAD_SECONDS) throw refused('iat of the DPoP proof lies in the future');
  return { issuedAtSeconds: iat, expiresAtSeconds: iat + AGE_MAX_SECONDS + 1 };
}

function refused(description: string): OAuthError {
  return new OAuthError('invalid_dpop_proof', description);
}

/** RFC 9449 §8: the nonce itself goes in the header DPoP-Nonce. */
function nonceNeeded(): OAuthError {
  return new OAuthError('use_dpop_nonce', 'put the nonce of the DPoP-Nonce header into the proof');
}
