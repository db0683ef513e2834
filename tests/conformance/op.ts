import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import type { Arrival, Browser } from '../../server/commands/demo/browser.ts';
import { decide, follow, interactionOf, signIn } from '../../server/commands/demo/person.ts';
import { newBytes } from '../../server/platform/random.ts';
import { codeChallengeOf } from '../../server/protocol/pkce.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import {
  idTokenOf,
  type TokenAnswer,
  tokenAnswerOf,
  type Userinfo,
  userinfoOf,
  assertUnguessable,
} from './assertions.ts';
import { type Callback, callbackOf, type ResponseMode } from './callback.ts';
import { mutating } from './mutate.ts';
import { callToken, type SecretClient, type SuiteClient } from './suite-client.ts';

export const CALLBACK = 'https://suite.example/test/a/tacet/callback?suite=1';
export const EMAIL = 'buffy@example.org';
const STEPS_MAX = 6;
const VERIFIER = 'v'.repeat(43);

/** What a module is run with: a server, its clients, and somebody who does as they are asked. */
export interface Op {
  readonly server: TestServer;
  readonly issuer: string;
  readonly discovery: Readonly<Record<string, unknown>>;
  readonly mode: ResponseMode;
  /** Where answers come back. */
  readonly callback: string;
  /** Whether requests have a challenge. */
  readonly pkce: boolean;
  readonly client: SuiteClient;
  readonly second: SuiteClient;
  readonly postClient: SuiteClient;
  stop(): Promise<void>;
}

/** [SETUP]: one server for all modules of a plan; each has browsers of its own. */
export async function openOp(mode: ResponseMode, env: Readonly<Record<string, string>> = {}): Promise<Op> {
  const server = await startServer({ env: { ...suiteSettings(), ...env } });
  await server.account(EMAIL);
  const register = async (method: SecretClient['method']): Promise<SecretClient> => {
    // C1: no module but one sends a code challenge.
    const certified = { redirectUris: [CALLBACK], pkceRequired: false, authMethod: method };
    const { client, secret } = await server.client(certified);
    return { id: client.id, secret, method };
  };
  return {
    server,
    issuer: server.issuer,
    discovery: await documentAt(`${server.issuer}/.well-known/openid-configuration`),
    mode,
    callback: CALLBACK,
    pkce: false,
    client: await register('client_secret_basic'),
    second: await register('client_secret_basic'),
    postClient: await register('client_secret_post'),
    stop: () => server.stop(),
  };
}

/**
 * `npm run conformance` runs the plans over https, as the suite does (C25); `npm test` need not. Who makes every module
 * fail asks more often than anybody should.
 */
export function suiteSettings(): Record<string, string> {
  const { CONFORMANCE_TLS: folder } = process.env;
  return {
    ...(folder !== undefined && { TACET_TLS_CERT: `${folder}/cert`, TACET_TLS_KEY: `${folder}/key` }),
    ...(mutating && { TACET_THROTTLE_SCALE: '1000' }),
  };
}

/** The certificate that every call of the suite trusts, when there is one. */
export function suiteCertificate(): { readonly pair?: { readonly key: string; readonly cert: string } } {
  const { CONFORMANCE_TLS: folder } = process.env;
  if (folder === undefined) return {};
  const [cert = '', key = ''] = ['cert', 'key'].map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  return { pair: { key, cert } };
}

export async function documentAt(url: string): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(url);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('Content-Type') ?? '', /^application\/json/);
  return z.record(z.string(), z.unknown()).parse(await response.json());
}

export function supports({ discovery }: Pick<Op, 'discovery'>, member: string, value: string): boolean {
  const values = discovery[member];
  return Array.isArray(values) && values.includes(value);
}

export interface Asked {
  readonly parameters: URLSearchParams;
  readonly state: string;
  readonly nonce: string | undefined;
}

/** [AZ]: the request as the suite makes it; name what differs, `undefined` leaves a parameter out. */
export function request(
  { client, mode, callback: redirectUri, pkce }: Op,
  differs: Readonly<Record<string, string | undefined>> = {},
): Asked {
  const fields: Record<string, string | undefined> = {
    client_id: client.id,
    redirect_uri: redirectUri,
    scope: 'openid',
    state: newBytes(8).toString('hex').slice(0, 10),
    nonce: newBytes(8).toString('hex').slice(0, 10),
    response_type: 'code',
    ...(mode === 'form_post' && { response_mode: mode }),
    ...(pkce && { code_challenge: codeChallengeOf(VERIFIER), code_challenge_method: 'S256' }),
    ...differs,
  };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) parameters.set(name, value);
  return { parameters, state: fields.state ?? '', nonce: fields.nonce };
}

export interface Walked {
  readonly arrival: Arrival;
  /** The steps a person was shown on the way. */
  readonly shown: readonly string[];
}

/** Sends a browser to the authorization endpoint and does what the pages ask. */
export async function walk(
  op: Op,
  browser: Browser,
  { parameters }: Pick<Asked, 'parameters'>,
): Promise<Walked> {
  return walkOn(browser, await browser.visit(`${op.issuer}/authorize?${parameters}`));
}

export async function walkOn(browser: Browser, begun: Arrival): Promise<Walked> {
  const shown: string[] = [];
  let arrival = begun;
  for (let count = 0; count < STEPS_MAX; count += 1) {
    if (arrival.kind !== 'page' || arrival.data.view !== 'interaction') return { arrival, shown };
    const { id } = interactionOf(arrival);
    let { step } = interactionOf(arrival);
    while (step.kind !== 'finish') {
      assert.ok(shown.push(step.kind) <= STEPS_MAX, 'the pages do not come to an end');
      const next =
        step.kind === 'consent'
          ? await decide(browser, id, 'allow')
          : await signIn(browser, id, { email: EMAIL, password: PASSWORD });
      assert.ok(next, 'the password opens the account');
      step = next;
    }
    arrival = await follow(browser, step);
  }
  throw new Error('the pages do not come to an end');
}

/** The callback of [AZ]: state, issuer and the query of the redirect URI are as they were, and there is a code. */
export function codeOf(op: Op, { arrival }: Walked, { state }: Asked): string {
  const { fields } = callback(op, arrival);
  assert.equal(fields.get('error'), null, `${fields}`);
  assert.equal(fields.get('state'), state);
  assert.equal(fields.get('iss'), op.issuer);
  const code = fields.get('code') ?? '';
  assertUnguessable(code);
  return code;
}

export function callback({ mode, callback: redirectUri }: Op, arrival: Arrival): Callback {
  return callbackOf(mode, redirectUri, arrival);
}

export function redeem(op: Op, code: string, client = op.client, more = {}): Promise<Response> {
  const fields = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: op.callback,
    ...(op.pkce && { code_verifier: VERIFIER }),
    ...more,
  };
  return callToken(op, client, fields);
}

export function askUserinfo({ issuer }: Op, accessToken: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${issuer}/userinfo`, { ...init, headers: { Authorization: `Bearer ${accessToken}` } });
}

export interface Flow extends Walked {
  readonly asked: Asked;
  readonly code: string;
  readonly tokens: TokenAnswer;
  readonly claims: Awaited<ReturnType<typeof idTokenOf>>;
  readonly userinfo: Userinfo;
}

export interface FlowOptions {
  readonly browser?: Browser;
  readonly client?: SuiteClient;
  readonly asked?: Asked;
  readonly redeemWith?: Readonly<Record<string, string>>;
}

/** [AZ] + [TK] + [IDT] + [RES]. */
export async function flow(op: Op, options: FlowOptions = {}): Promise<Flow> {
  const { client = op.client, browser = op.server.browser() } = options;
  const asked = options.asked ?? request(op, { client_id: client.id });
  const walked = await walk(op, browser, asked);
  return flowFrom(op, walked, { ...options, client, asked });
}

/** The same from the callback on. */
export async function flowFrom(
  op: Op,
  walked: Walked,
  { client = op.client, asked, redeemWith }: FlowOptions & { readonly asked: Asked },
): Promise<Flow> {
  const code = codeOf(op, walked, asked);
  const tokens = await tokenAnswerOf(await redeem(op, code, client, redeemWith));
  const claims = await claimsOf(op, tokens, client, asked.nonce);
  const userinfo = await userinfoOf(await askUserinfo(op, tokens.access_token), claims.sub);
  return { ...walked, asked, code, tokens, claims, userinfo };
}

export async function claimsOf(op: Op, tokens: TokenAnswer, client: SuiteClient, nonce: string | undefined) {
  const { issuer, server } = op;
  const keys = await keysOf(op);
  const nowSeconds = server.clock.nowSeconds();
  return idTokenOf(tokens, { issuer, keys, clientId: client.id, nonce, nowSeconds });
}

export async function keysOf({ discovery }: Pick<Op, 'discovery'>): Promise<JSONWebKeySet> {
  const document = await documentAt(String(discovery.jwks_uri));
  assert.ok(Array.isArray(document.keys));
  return { keys: document.keys };
}
