import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Client } from '../../server/clients/client.ts';
import { codeChallengeOf } from '../../server/protocol/pkce.ts';
import { type Prover, prover } from '../dpop/prover.ts';
import type { Algorithm } from '../harness/signatures.ts';
import { REDIRECT_URI, type TestServer } from '../harness/server.ts';

export const VERIFIER = 'v'.repeat(43);

/** A client of the tests, with what it proves itself and signs with. */
export interface Pusher {
  readonly client: Client;
  readonly secret: string;
  readonly key: Prover;
}

type Values = Readonly<Record<string, string | undefined>>;
type Claims = Readonly<Record<string, unknown>>;

/** Registers a client that has a key, and a secret too. */
export async function aPusher(
  server: TestServer,
  change: Partial<Client> = {},
  algorithm: Algorithm = 'ES256',
): Promise<Pusher> {
  const key = prover(algorithm);
  const jwks = { keys: [{ ...key.jwk, kid: 'k1', kty: kindOf(key) }] };
  const settings = { jwks, ...change.settings };
  return { ...(await server.client({ ...change, settings })), key };
}

/** A client that does what FAPI 2.0 asks: keys instead of secrets. */
export function aFapiClient(
  server: TestServer,
  tacetProfile: 'fapi2' | 'fapi2-message-signing' = 'fapi2',
  change: Partial<Client> = {},
): Promise<Pusher> {
  return aPusher(server, {
    authMethod: 'private_key_jwt',
    secretDigests: [],
    ...change,
    settings: { tacetProfile, ...change.settings },
  });
}

function kindOf({ jwk }: Prover): 'RSA' | 'EC' | 'OKP' {
  const { kty } = jwk;
  assert.ok(kty === 'RSA' || kty === 'EC' || kty === 'OKP');
  return kty;
}

/** The usual request, with what differs. */
export function aRequest(client: Pick<Client, 'id'>, differs: Values = {}): Record<string, string> {
  const usual = {
    client_id: client.id,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: 'openid email',
    state: 'st-~._-1',
    nonce: 'n-1',
    code_challenge: codeChallengeOf(VERIFIER),
    code_challenge_method: 'S256',
  };
  const kept = Object.entries<string | undefined>({ ...usual, ...differs });
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Any JWT, signed with that key. */
export function signedJwt(key: Prover, claims: Claims, header: Claims = {}): string {
  const about = { htm: '', htu: '', iat: 0 };
  const head = { typ: 'oauth-authz-req+jwt', kid: 'k1', jwk: undefined, ...header };
  return key.proof(about, { header: head, payload: JSON.stringify(claims) });
}

/** A request object (RFC 9101 §4) of the usual request; `undefined` leaves a claim out. */
export function requestObject(
  { issuer, clock }: TestServer,
  { client, key }: Pick<Pusher, 'client' | 'key'>,
  differs: Claims = {},
  header: Claims = {},
): string {
  const now = clock.nowSeconds();
  const about = { iss: client.id, aud: issuer, nbf: now, exp: now + 300 };
  return signedJwt(key, { ...about, ...aRequest(client), ...differs }, header);
}

export interface Pushed {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** POST /par, by the method the client registered. A string is sent as it is. */
export async function push(
  server: TestServer,
  { client, secret, key }: Pusher,
  request: Values | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Pushed> {
  const body = new URLSearchParams(typeof request === 'string' ? request : withoutGaps(request));
  const basic = `Basic ${Buffer.from(`${client.id}:${secret}`).toString('base64')}`;
  if (client.authMethod === 'private_key_jwt') {
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    body.set('client_assertion', assertion(server, client, key));
  }
  const response = await fetch(`${server.issuer}/par`, {
    method: 'POST',
    body,
    headers: { ...(client.authMethod === 'client_secret_basic' && { Authorization: basic }), ...headers },
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

export function assertion({ issuer, clock }: TestServer, { id }: Pick<Client, 'id'>, key: Prover): string {
  const now = clock.nowSeconds();
  const claims = { iss: id, sub: id, aud: issuer, iat: now, nbf: now, exp: now + 60, jti: randomUUID() };
  return signedJwt(key, claims, { typ: 'JWT' });
}

function withoutGaps(values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Pushes, and gives the address that the browser is sent to. */
export async function pushedUrl(server: TestServer, by: Pusher, request: Values | string): Promise<string> {
  const { status, body } = await push(server, by, request);
  assert.equal(status, 201, JSON.stringify(body));
  return visitUrl(server, by.client, String(body.request_uri));
}

export function visitUrl(
  { issuer }: Pick<TestServer, 'issuer'>,
  { id }: Pick<Client, 'id'>,
  requestUri: string,
  more: Readonly<Record<string, string>> = {},
): string {
  return `${issuer}/authorize?${new URLSearchParams({ client_id: id, request_uri: requestUri, ...more })}`;
}
