import assert from 'node:assert/strict';
import { decodeJwt, exportJWK, importJWK } from 'jose';
import { newBytes, newId } from '../../server/platform/random.ts';
import { publicJwkSet } from '../../server/protocol/json-web-key.ts';
import { CIBA_GRANT, type Person, settle } from '../ciba/both-sides.ts';
import { somebody } from '../device/both-sides.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { assertion, type Changes, type FapiClient, type Keys, newKeys, signed } from './fapi-client.ts';
import { documentAt, suiteSettings } from './op.ts';

export type Form = Readonly<Record<string, string | undefined>>;

export interface CibaAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** [SETUP] of FAPI-CIBA: two clients that sign with keys of their own, and somebody who reads letters. */
export interface CibaOp {
  readonly server: TestServer;
  readonly issuer: string;
  readonly discovery: Readonly<Record<string, unknown>>;
  readonly client: FapiClient;
  readonly second: FapiClient;
  person(): Promise<Person>;
  /** A client that is told at this address. */
  pinging(endpoint: string): Promise<FapiClient>;
  stop(): Promise<void>;
}

export async function openCibaOp(): Promise<CibaOp> {
  const server = await startServer({ env: { ...suiteSettings(), TACET_EGRESS_ALLOW: '127.0.0.0/8' } });
  return {
    server,
    issuer: server.issuer,
    discovery: await documentAt(`${server.issuer}/.well-known/openid-configuration`),
    client: await register(server, 'PS256'),
    second: await register(server, 'ES256'),
    person: () => somebody(server),
    pinging: (endpoint) =>
      register(server, 'PS256', {
        backchannelTokenDeliveryMode: 'ping',
        backchannelClientNotificationEndpoint: endpoint,
      }),
    stop: () => server.stop(),
  };
}

async function register(server: TestServer, alg: 'PS256' | 'ES256', settings: object = {}) {
  const keys = await newKeys(alg);
  const { client } = await server.client({
    name: 'Suite',
    authMethod: 'private_key_jwt',
    secretDigests: [],
    grantTypes: [CIBA_GRANT, 'refresh_token'],
    redirectUris: [],
    idTokenAlgorithm: 'PS256',
    settings: {
      tokenEndpointAuthSigningAlg: alg,
      backchannelTokenDeliveryMode: 'poll',
      backchannelAuthenticationRequestSigningAlg: alg,
      jwks: publicJwkSet.parse({ keys: [keys.publicJwk] }),
      ...settings,
    },
  });
  return { id: client.id, redirectUri: '', keys, proofKeys: keys };
}

/** A request object as the suite makes it, but for the claims and header named. */
export function requestObject(
  { server }: CibaOp,
  client: FapiClient,
  claims: Changes,
  header: Changes = {},
  by = client.keys,
): Promise<string> {
  const now = server.clock.nowSeconds();
  const times = { iat: now, nbf: now, exp: now + 300 };
  const usual = { iss: client.id, aud: server.issuer, jti: newId(), scope: 'openid' };
  return signed({ claims: { ...times, ...usual, ...claims }, header, by });
}

/** `undefined` among the fields leaves one out. */
export async function call(op: CibaOp, path: string, by: FapiClient, fields: Form): Promise<CibaAnswer> {
  const proof = await assertion(op.server.issuer, op.server.clock.nowSeconds(), by);
  const all = {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: proof,
    ...fields,
  };
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(all)) if (value !== undefined) body.set(name, value);
  const response = await fetch(op.server.issuer + path, { method: 'POST', body });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

/** POST of a request object with these claims to the backchannel endpoint. */
export async function backchannel(
  op: CibaOp,
  client: FapiClient,
  claims: Changes,
  fields: Form = {},
): Promise<CibaAnswer> {
  const request = await requestObject(op, client, claims);
  return call(op, '/bc-authorize', client, { request, ...fields });
}

/** The same, and the suite's checks of a good answer. */
export async function begun(op: CibaOp, client: FapiClient, claims: Changes): Promise<string> {
  const { status, headers, body } = await backchannel(op, client, claims);
  assert.equal(status, 200, JSON.stringify(body));
  assert.match(headers.get('content-type') ?? '', /^application\/json/);
  const { auth_req_id: authReqId, expires_in: expiresIn, interval } = body;
  assert.ok(typeof authReqId === 'string' && entropy(authReqId) > 160, `${authReqId}`);
  assert.ok(Number(expiresIn) > 0 && Number(interval) > 0);
  return authReqId;
}

export function poll(op: CibaOp, by: FapiClient, authReqId: string, fields: Form = {}): Promise<CibaAnswer> {
  return call(op, '/token', by, { grant_type: CIBA_GRANT, auth_req_id: authReqId, ...fields });
}

/** Asks, lets the person allow it, polls, and checks what came. */
export async function wholeFlow(op: CibaOp, client: FapiClient, claims: Changes = {}): Promise<CibaAnswer> {
  const person = await op.person();
  const authReqId = await begun(op, client, { login_hint: person.account.email, ...claims });
  const pending = await poll(op, client, authReqId);
  assert.deepEqual([pending.status, pending.body.error], [400, 'authorization_pending']);
  await settle(op.server, person);
  return granted(await poll(op, client, authReqId), client);
}

export function granted(answer: CibaAnswer, { id }: FapiClient): CibaAnswer {
  const { status, headers, body } = answer;
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(headers.get('cache-control'), 'no-store');
  const claims = decodeJwt(String(body.id_token));
  assert.equal(claims.aud, id);
  return answer;
}

/** The suite estimates the Shannon entropy of the text (conformance C5). */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const perLetter = [...counts.values()].map((seen) => seen / text.length);
  return -perLetter.reduce((sum, share) => sum + share * Math.log2(share), 0) * text.length;
}

/** The very same RSA key, for the algorithm that the client did not register. */
export async function asRs256({ keys }: FapiClient): Promise<Keys> {
  const privateKey = await importJWK(await exportJWK(keys.privateKey), 'RS256');
  assert.ok(!(privateKey instanceof Uint8Array));
  return { ...keys, privateKey };
}

export const anyToken = (): string => newBytes(24).toString('base64url');

/** A stranger: nobody can tell, and nobody decides. */
export const hinted = () => ({ login_hint: `${newId()}@example.org` });

export const now = ({ server }: CibaOp): number => server.clock.nowSeconds();

export function refused({ status, body }: CibaAnswer, ...codes: readonly string[]): void {
  assert.ok(status >= 400 && status < 500, `${status} ${JSON.stringify(body)}`);
  assert.ok(codes.includes(String(body.error)), `${String(body.error)} is none of ${codes.join(', ')}`);
}
