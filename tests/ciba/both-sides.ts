import assert from 'node:assert/strict';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { z } from 'zod';
import { approvalCalls } from '../../contract/approval.ts';
import type { Client } from '../../server/clients/client.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { newId } from '../../server/platform/random.ts';
import { publicJwk } from '../../server/protocol/json-web-key.ts';
import { type Answer, post, type Registered, somebody } from '../device/both-sides.ts';
import type { TestServer } from '../harness/server.ts';

export const CIBA_GRANT = 'urn:openid:params:grant-type:ciba';

/** The server of a bank: confidential, and nowhere near the person. */
export function aBank(server: TestServer, change: Partial<Client> = {}): Promise<Registered> {
  return server.client({
    name: 'Bank',
    grantTypes: [CIBA_GRANT, 'refresh_token'],
    redirectUris: [],
    clientUri: 'https://bank.example',
    ...change,
    settings: { backchannelTokenDeliveryMode: 'poll', ...change.settings },
  });
}

/** The bank asks for somebody. */
export function ask(
  server: Pick<TestServer, 'issuer'>,
  by: Registered,
  fields: Readonly<Record<string, string>>,
): Promise<Answer> {
  return post(server, '/bc-authorize', by, { scope: 'openid', ...fields });
}

/** The bank asks, and is answered well. */
export async function asked(
  server: Pick<TestServer, 'issuer'>,
  by: Registered,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const { status, body } = await ask(server, by, fields);
  assert.equal(status, 200, JSON.stringify(body));
  assert.match(body.auth_req_id ?? '', /^ar_[A-Za-z0-9_-]{43}$/);
  return body.auth_req_id ?? '';
}

export function poll(server: Pick<TestServer, 'issuer'>, by: Registered, authReqId: string): Promise<Answer> {
  return post(server, '/token', by, { grant_type: CIBA_GRANT, auth_req_id: authReqId });
}

const letters = z.array(z.object({ to: z.string(), text: z.string() }));

/** The letters of apps that wait for that address. */
export async function lettersTo({ issuer }: Pick<TestServer, 'issuer'>, email: string): Promise<string[]> {
  const response = await fetch(`${issuer}/dev/mail`, { headers: { Accept: 'application/json' } });
  const all = letters.parse(await response.json());
  return all.flatMap(({ to, text }) => (to === email && text.includes('/ciba/wa_') ? [text] : []));
}

/** Where the one letter to that address leads. */
export async function mailedRequest(server: Pick<TestServer, 'issuer'>, email: string): Promise<string> {
  const [letter = '', ...others] = await lettersTo(server, email);
  const [, id] = /\/ciba\/(wa_[A-Za-z0-9_-]{43})\n/.exec(letter) ?? [];
  assert.ok(id && others.length === 0, 'one letter with a link has come');
  return id;
}

export function decide(browser: Browser, id: string, decision: 'allow' | 'deny', email: string) {
  return browser.call(`/ciba/${id}/decide`, approvalCalls['/ciba/:id/decide'], { decision, email });
}

export type Person = Awaited<ReturnType<typeof somebody>>;

/** The whole of what the person does: reads the letter, and decides. */
export async function settle(
  server: TestServer,
  { account, browser }: Person,
  decision: 'allow' | 'deny' = 'allow',
): Promise<void> {
  const id = await mailedRequest(server, account.email);
  const decided = await decide(browser, id, decision, account.email);
  assert.ok(decided.ok, JSON.stringify(decided));
}

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

/** A bank that signs what it asks. */
export interface SigningBank extends Registered {
  readonly key: Key;
}

export async function aSigningBank(
  server: TestServer,
  algorithm: 'PS256' | 'ES256' = 'PS256',
  change: Partial<Client> = {},
): Promise<SigningBank> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = publicJwk.parse({ ...(await exportJWK(publicKey)), kid: 'bank', use: 'sig' });
  const settings = {
    jwks: { keys: [jwk] },
    backchannelAuthenticationRequestSigningAlg: algorithm,
    ...change.settings,
  };
  return { ...(await aBank(server, { ...change, settings })), key: privateKey };
}

/** A request object as it should be, but for what `differs`; `undefined` leaves a claim out. */
export async function signedRequest(
  { issuer, clock }: TestServer,
  { client, key }: SigningBank,
  differs: Readonly<Record<string, unknown>> = {},
  alg: string = client.settings.backchannelAuthenticationRequestSigningAlg ?? '',
): Promise<string> {
  const now = clock.nowSeconds();
  const usual = { iss: client.id, aud: issuer, iat: now, nbf: now, exp: now + 300, jti: newId() };
  const all = Object.entries({ ...usual, scope: 'openid', ...differs });
  const claims: JWTPayload = Object.fromEntries(all.filter(([, value]) => value !== undefined));
  return new SignJWT(claims).setProtectedHeader({ alg, kid: 'bank' }).sign(key);
}
