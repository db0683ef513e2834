import assert from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { Arrival, Browser } from '../../server/commands/demo/browser.ts';
import { newBytes } from '../../server/platform/random.ts';
import { codeChallengeOf } from '../../server/protocol/pkce.ts';
import { assertUnguessable } from './assertions.ts';
import { callbackOf } from './callback.ts';
import {
  assertion,
  type Changes,
  type FapiClient,
  fapiClient,
  type Keys,
  proof,
  signed,
} from './fapi-client.ts';
import { documentAt, EMAIL, keysOf, suiteSettings, walkOn } from './op.ts';
import { startServer, type TestServer } from '../harness/server.ts';

/** The epoch of an empty memory: proofs of the first seconds may have been used before. */
const SETTLED_SECONDS = 30;

/** What a module of FAPI 2.0 is run with. `signing`: requests are signed objects, answers are JWTs. */
export interface FapiOp {
  readonly server: TestServer;
  readonly issuer: string;
  readonly discovery: Readonly<Record<string, unknown>>;
  readonly signing: boolean;
  readonly first: FapiClient;
  readonly second: FapiClient;
  stop(): Promise<void>;
}

export async function openFapi(signing: boolean): Promise<FapiOp> {
  const server = await startServer({ env: suiteSettings() });
  await server.account(EMAIL);
  server.clock.turn(SETTLED_SECONDS);
  const profile = signing ? 'fapi2-message-signing' : 'fapi2';
  const base = 'https://suite.example/test/a/fapi/callback';
  return {
    server,
    issuer: server.issuer,
    discovery: await documentAt(`${server.issuer}/.well-known/openid-configuration`),
    signing,
    first: await fapiClient(server, 'PS256', base, profile),
    second: await fapiClient(server, 'ES256', `${base}?dummy1=lorem&dummy2=ipsum`, profile),
    stop: () => server.stop(),
  };
}

export interface Asking {
  /** Parameters that differ; `undefined` leaves one out. */
  readonly parameters?: Changes;
  /** Claims of the request object that differ, and its header. */
  readonly object?: { readonly claims?: Changes; readonly header?: Changes; readonly by?: Keys };
  readonly assertion?: { readonly claims?: Changes; readonly by?: Keys; readonly header?: Changes };
  /** Sends a proof, by this key. */
  readonly proofBy?: Keys;
  /** Beside the request, outside of any object. */
  readonly beside?: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly response: Response;
}

export const now = ({ server }: FapiOp): number => server.clock.nowSeconds();
const random = (length: number): string => newBytes(48).toString('base64url').slice(0, length);

/** [F-PAR] the request, as plain parameters or as a signed object. */
export async function par(op: FapiOp, client: FapiClient, asking: Asking = {}): Promise<Asked> {
  const [verifier, state, nonce] = [random(64), random(10), random(10)];
  const parameters: Record<string, string> = JSON.parse(
    JSON.stringify({
      client_id: client.id,
      redirect_uri: client.redirectUri,
      response_type: 'code',
      scope: 'openid',
      code_challenge: codeChallengeOf(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...(op.signing && { response_mode: 'jwt' }),
      ...asking.parameters,
    }),
  );
  const { claims, by = client.keys, header = {} } = asking.object ?? {};
  const time = { iss: client.id, aud: op.issuer, nbf: now(op), exp: now(op) + 300 };
  const request = { ...parameters, ...time, ...claims };
  const form = op.signing
    ? { client_id: client.id, request: await signed({ claims: request, header, by }) }
    : parameters;
  const response = await post(op, client, '/par', { ...form, ...asking.beside }, asking);
  return {
    verifier,
    state: parameters.state ?? '',
    nonce: parameters.nonce ?? '',
    response,
  };
}

/** A form POST with a client assertion and, where one is wanted, a proof; a nonce that is asked for is given. */
export async function post(
  op: FapiOp,
  client: FapiClient,
  path: string,
  fields: Readonly<Record<string, string>>,
  { assertion: changes, proofBy }: Pick<Asking, 'assertion' | 'proofBy'> = {},
): Promise<Response> {
  const send = async (nonce: string | undefined) => {
    const body = new URLSearchParams({
      ...fields,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await assertion(op.issuer, now(op), client, changes),
    });
    const headers = new Headers();
    const url = `${op.issuer}${path}`;
    if (proofBy !== undefined)
      headers.set('DPoP', await proof(now(op), { method: 'POST', url }, { claims: { nonce }, by: proofBy }));
    return fetch(url, { method: 'POST', body, headers });
  };
  const response = await send(undefined);
  const nonce = response.headers.get('DPoP-Nonce');
  if (response.ok || nonce === null) return response;
  const { error } = await response.clone().json();
  return error === 'use_dpop_nonce' ? send(nonce) : response;
}

/** The name of the pushed request. */
export async function requestUriOf({ response }: Asked): Promise<string> {
  assert.equal(response.status, 201, await response.clone().text());
  assert.match(response.headers.get('Content-Type') ?? '', /^application\/json/);
  const { request_uri: requestUri, expires_in: seconds } = await response.json();
  assertUnguessable(requestUri);
  assert.ok(seconds >= 5 && seconds <= 31_536_000);
  return requestUri;
}

/** [F-AZ] sends a browser there, with duplicates of what was pushed beside it, and does what the pages ask. */
export async function authorize(
  op: FapiOp,
  client: FapiClient,
  requestUri: string,
  { browser = op.server.browser(), beside = {} }: { browser?: Browser; beside?: Record<string, string> } = {},
): Promise<Arrival> {
  const query = new URLSearchParams({
    client_id: client.id,
    request_uri: requestUri,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: client.redirectUri,
    ...beside,
  });
  return (await walkOn(browser, await browser.visit(`${op.issuer}/authorize?${query}`))).arrival;
}

/** What came back, out of the JWT that a signed answer is. */
export async function answerOf(op: FapiOp, client: FapiClient, arrival: Arrival): Promise<URLSearchParams> {
  const { fields } = callbackOf('query', client.redirectUri, arrival);
  if (!op.signing) return fields;
  assert.deepEqual([...fields.keys()], ['response']);
  const { payload } = await jwtVerify(fields.get('response') ?? '', createLocalJWKSet(await keysOf(op)), {
    issuer: op.issuer,
    audience: client.id,
    algorithms: ['PS256', 'ES256', 'EdDSA'],
    currentDate: new Date(now(op) * 1000),
  });
  const { aud: _aud, exp = 0, iat: _iat, ...answer } = payload;
  assert.ok(exp - now(op) >= 10 && exp - now(op) <= 600);
  return new URLSearchParams(Object.entries(answer).map(([name, value]) => [name, String(value)]));
}
