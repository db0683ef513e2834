import assert from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { assertTokenError, assertUnguessable } from './assertions.ts';
import { type Changes, type FapiClient, type Keys, proof } from './fapi-client.ts';
import {
  answerOf,
  type Asked,
  type Asking,
  authorize,
  type FapiOp,
  now,
  par,
  post,
  requestUriOf,
} from './fapi-op.ts';
import { keysOf } from './op.ts';

const tokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.string().regex(/^dpop$/i),
  expires_in: z.number().positive(),
  id_token: z.string(),
  refresh_token: z.string().optional(),
});
export type FapiTokens = z.infer<typeof tokenAnswer>;

export interface FapiFlow {
  readonly asked: Asked;
  readonly code: string;
  readonly tokens: FapiTokens;
  readonly claims: JWTPayload;
}

interface Trip {
  readonly asking?: Asking;
  readonly browser?: Browser;
  readonly beside?: Record<string, string>;
}

/** [F-PAR] + [F-AZ]: a code, and what it was asked with. */
export async function codeFor(op: FapiOp, client: FapiClient, { asking, browser, beside }: Trip = {}) {
  const asked = await par(op, client, asking);
  const arrival = await authorize(op, client, await requestUriOf(asked), {
    ...(browser && { browser }),
    ...(beside && { beside }),
  });
  const fields = await answerOf(op, client, arrival);
  assert.equal(fields.get('error'), null, `${fields}`);
  assert.equal(fields.get('state') ?? '', asked.state);
  assert.equal(fields.get('iss'), op.issuer);
  const known = ['code', 'state', 'iss', 'session_state'];
  assert.deepEqual(
    [...fields.keys()].filter((name) => !known.includes(name)),
    [],
  );
  const code = fields.get('code') ?? '';
  assertUnguessable(code);
  return { asked, code };
}

export function redeem(
  op: FapiOp,
  client: FapiClient,
  { asked, code }: { readonly asked: Asked; readonly code: string },
  {
    fields = {},
    assertion,
    proofBy = client.proofKeys,
  }: { fields?: Changes; assertion?: Asking['assertion']; proofBy?: Keys | null } = {},
): Promise<Response> {
  const form: Record<string, string> = JSON.parse(
    JSON.stringify({
      grant_type: 'authorization_code',
      code,
      redirect_uri: client.redirectUri,
      code_verifier: asked.verifier,
      ...fields,
    }),
  );
  return post(op, client, '/token', form, {
    ...(assertion && { assertion }),
    ...(proofBy && { proofBy }),
  });
}

export async function tokensOf(response: Response): Promise<FapiTokens> {
  assert.equal(response.status, 200, await response.clone().text());
  assert.match(response.headers.get('Cache-Control') ?? '', /no-store/);
  const tokens = tokenAnswer.parse(await response.json());
  assertUnguessable(tokens.access_token);
  if (tokens.refresh_token !== undefined) assertUnguessable(tokens.refresh_token);
  return tokens;
}

/** [IDT] with the algorithms of FAPI. */
export async function claimsOf(op: FapiOp, client: FapiClient, { id_token: idToken }: FapiTokens) {
  const { payload, protectedHeader } = await jwtVerify(idToken, createLocalJWKSet(await keysOf(op)), {
    issuer: op.issuer,
    audience: client.id,
    algorithms: ['PS256', 'ES256', 'EdDSA'],
    currentDate: new Date(now(op) * 1000),
  });
  assert.equal(typeof protectedHeader.kid, 'string');
  assert.match(payload.sub ?? '', /^[\x20-\x7E]{1,255}$/);
  return payload;
}

/** [F-PAR] + [F-AZ] + [F-TK] + [F-RES]. */
export async function flow(op: FapiOp, client: FapiClient, trip: Trip = {}): Promise<FapiFlow> {
  const found = await codeFor(op, client, trip);
  const tokens = await tokensOf(await redeem(op, client, found));
  const claims = await claimsOf(op, client, tokens);
  assert.equal(claims.nonce ?? '', found.asked.nonce);
  const response = await resource(op, client, tokens.access_token);
  assert.equal(response.status, 200, await response.clone().text());
  assert.ok(response.headers.has('Date'));
  assert.equal((await response.json()).sub, claims.sub);
  return { ...found, tokens, claims };
}

export interface ResourceCall {
  readonly by?: Keys;
  readonly claims?: Changes;
  readonly header?: Changes;
  readonly scheme?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  /** The proofs to send instead of one good one. */
  readonly proofs?: readonly string[];
  readonly query?: string;
}

/** [F-RES] with a proof; a nonce that is asked for is given. */
export async function resource(
  op: FapiOp,
  client: FapiClient,
  accessToken: string,
  call: ResourceCall = {},
): Promise<Response> {
  const { by = client.proofKeys, claims = {}, header = {}, scheme = 'DPoP', method = 'GET' } = call;
  const url = `${op.issuer}/userinfo`;
  const send = async (nonce: string | undefined) => {
    const made = call.proofs ?? [
      await proof(now(op), { method, url, accessToken }, { claims: { nonce, ...claims }, header, by }),
    ];
    const headers = new Headers({ Authorization: `${scheme} ${accessToken}`, ...call.headers });
    for (const one of made) headers.append('DPoP', one);
    return fetch(`${url}${call.query ?? ''}`, { method, headers });
  };
  const response = await send(undefined);
  const nonce = response.headers.get('DPoP-Nonce');
  const asked = (response.headers.get('WWW-Authenticate') ?? '').includes('use_dpop_nonce');
  return nonce !== null && asked ? send(nonce) : response;
}

/** The token endpoint refuses with one of these. */
export async function assertRefused(response: Response, ...errors: readonly string[]): Promise<void> {
  const { error } = await response.clone().json();
  assert.ok(errors.includes(error), `${response.status} ${error}`);
  await assertTokenError(response, error);
}

/** "PAR-or-authz": refused where it is pushed, by a redirect, or by a page; never with a code. */
export async function assertRefusedSomewhere(
  op: FapiOp,
  client: FapiClient,
  asking: Asking,
  ...errors: readonly string[]
): Promise<void> {
  const asked = await par(op, client, asking);
  if (asked.response.status !== 201) return assertRefused(asked.response, ...errors);
  const arrival = await authorize(op, client, await requestUriOf(asked));
  if (arrival.kind !== 'left') return assert.ok(arrival.kind === 'page' && arrival.status === 400);
  const fields = await answerOf(op, client, arrival);
  assert.equal(fields.has('code'), false);
  assert.ok(errors.includes(fields.get('error') ?? ''), `${fields}`);
}
