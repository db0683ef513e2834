import assert from 'node:assert/strict';
import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { sha256 } from '../../server/platform/digest.ts';

/** What the OpenID Foundation's suite asserts in almost every module; the short names are those of its profiles. */

const ENTROPY_BITS_MIN = 96;
const YEAR = 366 * 86_400;
/** RFC 6749 §5.2: no quote and no backslash. */
const DESCRIPTION = /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/;

/** Members an ID token may have without a warning. */
const ID_TOKEN_CLAIMS = new Set(
  'iss sub aud exp iat auth_time nonce acr amr azp at_hash c_hash s_hash nbf jti sid txn'.split(' '),
);

/** Shannon entropy of the text as the suite estimates it, in bits. */
export function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const perCharacter = [...counts.values()]
    .map((count) => count / text.length)
    .reduce((sum, share) => sum - share * Math.log2(share), 0);
  return perCharacter * text.length;
}

export function assertUnguessable(text: string): void {
  assert.ok(text.length * 8 >= 128);
  assert.ok(entropyBits(text) > ENTROPY_BITS_MIN, `${entropyBits(text)} bits`);
  assert.match(text, /^[\x20-\x7E]+$/);
}

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().max(31_536_000),
  scope: z.string().optional(),
  id_token: z.string().min(1),
  refresh_token: z.string().optional(),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;

/** [TK] */
export async function tokenAnswerOf(response: Response): Promise<TokenAnswer> {
  assert.equal(response.status, 200, await response.clone().text());
  assert.match(response.headers.get('Content-Type') ?? '', /^application\/json/);
  assert.match(response.headers.get('Cache-Control') ?? '', /no-store/);
  const body: unknown = await response.json();
  assert.ok(typeof body === 'object' && body !== null && !('error' in body));
  const answer = tokenAnswer.parse(body);
  assertUnguessable(answer.access_token);
  return answer;
}

/** [IDT], and the lean token that C15 asks for. */
export async function idTokenOf(
  { id_token: idToken, access_token: accessToken }: TokenAnswer,
  expected: {
    readonly issuer: string;
    readonly keys: JSONWebKeySet;
    readonly clientId: string;
    readonly nonce: string | undefined;
    readonly nowSeconds: number;
  },
): Promise<JWTPayload & { readonly sub: string }> {
  const { issuer, clientId, nonce, nowSeconds } = expected;
  const currentDate = new Date(nowSeconds * 1000);
  const { payload, protectedHeader } = await jwtVerify(idToken, createLocalJWKSet(expected.keys), {
    issuer,
    audience: clientId,
    currentDate,
    clockTolerance: 300,
  });
  assert.equal(typeof protectedHeader.kid, 'string');
  assert.equal(protectedHeader.alg, 'RS256');
  const { sub = '', exp = 0, iat = 0, auth_time: authTime, acr } = payload;
  assert.match(sub, /^[\x20-\x7E]{1,255}$/);
  assert.ok(exp > nowSeconds - 300 && exp < nowSeconds + 50 * YEAR);
  assert.ok(Math.abs(iat - nowSeconds) <= 300);
  assert.ok(typeof authTime === 'number' && authTime <= nowSeconds && authTime > nowSeconds - YEAR);
  assert.ok(acr === undefined || (typeof acr === 'string' && acr !== ''));
  assert.equal(payload.nonce, nonce);
  const digest = sha256(accessToken);
  assert.equal(payload.at_hash, digest.subarray(0, digest.length / 2).toString('base64url'));
  assert.deepEqual(
    Object.keys(payload).filter((name) => !ID_TOKEN_CLAIMS.has(name)),
    [],
  );
  return { ...payload, sub };
}

const standardClaims = z.strictObject({
  sub: z.string().min(1),
  name: z.string().min(1).optional(),
  updated_at: z.number().min(631_152_000).optional(),
  email: z.email().optional(),
  email_verified: z.boolean().optional(),
});
export type Userinfo = z.infer<typeof standardClaims>;

/** [UI] */
export async function userinfoOf(response: Response, sub: string): Promise<Userinfo> {
  assert.equal(response.status, 200);
  assert.match(response.headers.get('Content-Type') ?? '', /^application\/json/);
  const claims = standardClaims.parse(await response.json());
  assert.equal(claims.sub, sub);
  return claims;
}

/** [AZERR] */
export function assertErrorRedirect(
  fields: URLSearchParams,
  issuer: string,
  state: string,
  errors: readonly string[],
): void {
  assert.ok(errors.includes(fields.get('error') ?? ''), `${fields}`);
  assert.equal(fields.get('state'), state);
  assert.equal(fields.get('iss'), issuer);
  assert.equal(fields.has('code'), false);
  const known = ['error', 'error_description', 'error_uri', 'state', 'session_state', 'iss'];
  assert.deepEqual(
    [...fields.keys()].filter((name) => !known.includes(name)),
    [],
  );
  assert.match(fields.get('error_description') ?? 'none', DESCRIPTION);
}

/** [TKERR] */
export async function assertTokenError(response: Response, error: string): Promise<void> {
  assert.equal(response.status, error === 'invalid_client' ? 401 : 400);
  assert.match(response.headers.get('Content-Type') ?? '', /^application\/json/);
  const body = z
    .object({ error: z.string(), error_description: z.string().regex(DESCRIPTION).optional() })
    .parse(await response.json());
  assert.equal(body.error, error);
}
