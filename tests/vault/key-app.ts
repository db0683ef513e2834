import assert from 'node:assert/strict';
import { calculateJwkThumbprint, compactDecrypt, exportJWK, generateKeyPair, type CryptoKey } from 'jose';
import { z } from 'zod';
import type { Client } from '../../server/clients/client.ts';
import { type Prover, prover } from '../dpop/prover.ts';
import type { TestServer } from '../harness/server.ts';
import { authorizeUrl, VERIFIER } from '../interaction/trip.ts';

/** An app with end-to-end keys, as somebody would write it: it has a DPoP key, and for each sign-in a key to be sealed to. */
export interface KeyApp {
  readonly client: Client;
  readonly dpop: Prover;
  readonly sealedTo: SealedTo;
}

export interface SealedTo {
  readonly privateKey: CryptoKey;
  readonly jwk: Readonly<Record<string, string>>;
  readonly thumbprint: string;
  /** `keys_jwk` as it is sent. */
  readonly parameter: string;
}

export const NOTES = 'key:notes';

export async function aKeyApp(
  server: Pick<TestServer, 'client'>,
  change: Partial<Client> = {},
  settings: Client['settings'] = {},
): Promise<KeyApp> {
  const { client } = await server.client({
    type: 'spa',
    authMethod: 'none',
    ...change,
    settings: { tacetKeyScopes: [NOTES], ...settings },
  });
  return { client, dpop: prover(), sealedTo: await aKey() };
}

export async function aKey(crv: 'P-256' | 'X25519' = 'P-256'): Promise<SealedTo> {
  const { privateKey, publicKey } = await generateKeyPair('ECDH-ES', { crv, extractable: true });
  const jwk = z.record(z.string(), z.string()).parse(await exportJWK(publicKey));
  const thumbprint = await calculateJwkThumbprint(jwk);
  return {
    privateKey,
    jwk,
    thumbprint,
    parameter: encoded({ ...jwk, use: 'enc', alg: 'ECDH-ES', kid: thumbprint }),
  };
}

export function encoded(jwk: unknown): string {
  return Buffer.from(typeof jwk === 'string' ? jwk : JSON.stringify(jwk)).toString('base64url');
}

const answer = z.looseObject({
  error: z.string().optional(),
  error_description: z.string().optional(),
  request_uri: z.string().optional(),
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
  scope: z.string().optional(),
  keys_jwe: z.string().optional(),
});

export interface Answer {
  readonly status: number;
  readonly body: z.infer<typeof answer>;
  readonly text: string;
}

type Fields = Readonly<Record<string, string | undefined>>;

/** A form POST of the app, with a proof of its key unless `by` is undefined. */
export async function send(
  { issuer, clock }: Pick<TestServer, 'issuer' | 'clock'>,
  path: string,
  fields: Fields,
  by: Prover | undefined,
): Promise<Answer> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) body.set(name, value);
  const proof = by?.proof({ htm: 'POST', htu: issuer + path, iat: clock.nowSeconds() });
  const headers = { ...(proof !== undefined && { DPoP: proof }) };
  const response = await fetch(issuer + path, { method: 'POST', body, headers });
  const text = await response.text();
  return { status: response.status, body: answer.parse(JSON.parse(text)), text };
}

/** Pushes a request for keys; name what differs. */
export function pushKeys(
  server: TestServer,
  { client, dpop, sealedTo }: KeyApp,
  differs: Fields = {},
  by: Prover | undefined = dpop,
): Promise<Answer> {
  const usual = Object.fromEntries(new URL(authorizeUrl(server, client.id)).searchParams);
  const asked = { scope: `openid ${NOTES}`, keys_jwk: sealedTo.parameter };
  return send(server, '/par', { ...usual, ...asked, ...differs }, by);
}

/** The address that the browser is sent to. */
export async function keysUrl(server: TestServer, app: KeyApp, differs: Fields = {}): Promise<string> {
  const { status, body } = await pushKeys(server, app, differs);
  assert.equal(status, 201, JSON.stringify(body));
  const parameters = { client_id: app.client.id, request_uri: body.request_uri ?? '' };
  return `${server.issuer}/authorize?${new URLSearchParams(parameters)}`;
}

export function redeemKeys(
  server: TestServer,
  { client, dpop }: KeyApp,
  code: string,
  differs: Fields = {},
  by: Prover | undefined = dpop,
): Promise<Answer> {
  const usual = { grant_type: 'authorization_code', client_id: client.id, code, code_verifier: VERIFIER };
  return send(server, '/token', { ...usual, ...differs }, by);
}

const oneKey = z.strictObject({
  kty: z.literal('oct'),
  alg: z.literal('A256GCM').optional(),
  k: z.string(),
  kid: z.string(),
  scope: z.string(),
});

export const bundle = z.strictObject({
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  iat: z.number(),
  keys: z.record(z.string(), oneKey),
});

/** Opens what came, by allow-lists; out comes the header too. */
export async function openKeys({ privateKey }: SealedTo, jwe: string | undefined) {
  const { plaintext, protectedHeader } = await compactDecrypt(jwe ?? '', privateKey, {
    keyManagementAlgorithms: ['ECDH-ES'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  const text: unknown = JSON.parse(new TextDecoder().decode(plaintext));
  return { bundle: text, header: protectedHeader };
}
