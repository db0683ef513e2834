import assert from 'node:assert/strict';
import { z } from 'zod';
import { startServer, type TestServer } from '../harness/server.ts';
import { type Target, target } from '../http/egress-target.ts';
import { type Keys, newKeys } from './fapi-client.ts';
import type { Module, Outcome } from './module.ts';
import { CALLBACK, documentAt, EMAIL, type Op, suiteCertificate, suiteSettings } from './op.ts';
import type { KeyClient } from './suite-client.ts';

export type Metadata = Readonly<Record<string, unknown>>;

const toldShape = z.looseObject({
  client_id: z.string().min(1),
  client_secret: z.string().optional(),
  client_secret_expires_at: z.number().optional(),
  registration_client_uri: z.string().min(1),
  registration_access_token: z.string().min(1),
});
export type Told = z.infer<typeof toldShape>;

/** What a module of a plan with dynamic clients is run with: a server that registers anybody, and a site of the suite. */
export interface DynamicOp extends Op {
  /** Of every client that is registered, unless the module says otherwise. */
  readonly keys: Keys;
  /** Puts a document on the site, which the server may call; out comes its address. */
  publish(name: string, document: unknown): string;
}

export async function openDynamic(): Promise<DynamicOp> {
  const documents = new Map<string, string>();
  const site = await target((request, response) => {
    const document = documents.get(request.url ?? '');
    response.writeHead(document === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
    response.end(document);
  }, suiteCertificate());
  const server = await startServer({ env: { ...suiteSettings(), ...registering(site) } });
  await server.account(EMAIL);
  const keys = await newKeys('RS256');
  const publish = (name: string, document: unknown) => {
    documents.set(`/${name}`, JSON.stringify(document));
    return `${site.url}/${name}`;
  };
  const stop = async () => {
    await server.stop();
    await site[Symbol.asyncDispose]();
  };
  return worldOf(server, { keys, publish, stop });
}

function registering({ port, caFile }: Target): Record<string, string> {
  return {
    TACET_DYNAMIC_REGISTRATION: 'open',
    TACET_EGRESS_ALLOW: `localhost:${port}`,
    TACET_EGRESS_CA: caFile,
  };
}

async function worldOf(
  server: TestServer,
  own: Pick<DynamicOp, 'keys' | 'publish' | 'stop'>,
): Promise<DynamicOp> {
  const { issuer } = server;
  const discovery = await documentAt(`${issuer}/.well-known/openid-configuration`);
  const nobody: KeyClient = { id: 'registered by each module', keys: own.keys, method: 'private_key_jwt' };
  const clients = { client: nobody, second: nobody, postClient: nobody };
  // C1: the suite sends no challenge; whoever registers by itself must (decision 7), so here it does.
  return { server, issuer, discovery, mode: 'query', callback: CALLBACK, pkce: true, ...clients, ...own };
}

/** POST /register, with the metadata that the suite always sends. */
export function askToRegister(op: DynamicOp, metadata: Metadata): Promise<Response> {
  const usual = {
    client_name: 'OIDF conformance',
    contacts: ['certification@oidf.example'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [op.callback],
    token_endpoint_auth_method: 'private_key_jwt',
    ...(metadata.jwks_uri === undefined && { jwks: { keys: [op.keys.publicJwk] } }),
  };
  return fetch(String(op.discovery.registration_endpoint), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...usual, ...metadata }),
  });
}

/** [REG] */
export async function register(op: DynamicOp, metadata: Metadata = {}): Promise<Told> {
  const response = await askToRegister(op, metadata);
  const told = await toldBy(response, 201);
  assert.equal(told.client_secret === undefined, told.client_secret_expires_at === undefined);
  assert.ok(told.registration_client_uri.startsWith(`${op.issuer}/`), told.registration_client_uri);
  for (const [name, value] of Object.entries(metadata)) assert.deepEqual(told[name], value, name);
  return told;
}

/** GET of the client's own address (RFC 7592 §2.1). */
export async function readBack(told: Told): Promise<Told> {
  return toldBy(await fetch(told.registration_client_uri, { headers: authorized(told) }), 200);
}

async function toldBy(response: Response, status: number): Promise<Told> {
  assert.equal(response.status, status, await response.clone().text());
  assert.match(response.headers.get('Content-Type') ?? '', /^application\/json/);
  return toldShape.parse(await response.json());
}

/** Cleanup: the client is gone, and its address with it. */
async function unregister(told: Told): Promise<void> {
  const gone = await fetch(told.registration_client_uri, { method: 'DELETE', headers: authorized(told) });
  assert.equal(gone.status, 204);
}

function authorized({ registration_access_token: token }: Told): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

export async function assertNotRegistered(op: DynamicOp, metadata: Metadata, ...errors: readonly string[]) {
  const response = await askToRegister(op, metadata);
  assert.equal(response.status, 400);
  assert.match(response.headers.get('Content-Type') ?? '', /^application\/json/);
  const { error } = z.object({ error: z.string() }).parse(await response.json());
  assert.ok(errors.includes(error), error);
}

/** A module with clients of its own, which are registered before it and taken away after it. */
export function withClient(
  name: string,
  metadata: Metadata | ((op: DynamicOp) => Metadata),
  run: (op: DynamicOp, told: Told) => Promise<Outcome | object>,
): Module<DynamicOp> {
  return {
    name,
    run: async (op) => {
      const asked = typeof metadata === 'function' ? metadata(op) : metadata;
      const [told, other] = [await register(op, asked), await register(op)];
      const [client, second] = [told, other].map((one) => clientOf(op, one));
      assert.ok(client && second);
      const outcome = await run({ ...op, client, second }, told);
      await Promise.all([unregister(told), unregister(other)]);
      return outcome && 'skipped' in outcome ? outcome : undefined;
    },
  };
}

export function clientOf({ keys }: DynamicOp, { client_id: id }: Told): KeyClient {
  return { id, keys, method: 'private_key_jwt' };
}
