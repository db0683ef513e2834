import assert from 'node:assert/strict';
import { CURRENT_KSF } from '../../contract/opaque-parameters.ts';
import type { Account } from '../../server/accounts/account.ts';
import { parseEmail } from '../../server/accounts/email.ts';
import type { Client } from '../../server/clients/client.ts';
import type { Credential } from '../../server/login/credential.ts';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { newId } from '../../server/platform/random.ts';
import { codeChallengeOf } from '../../server/protocol/pkce.ts';
import { newSession } from '../../server/sessions/cookie.ts';
import type { Storage } from '../../server/storage/storage.ts';
import {
  PASSWORD,
  REDIRECT_URI,
  startServer,
  type ServerOptions,
  type TestServer,
} from '../harness/server.ts';
import { openWire, type Wire, type WireAnswer } from './wire.ts';

export const VERIFIER = 'v'.repeat(64);
export const FULL_SCOPE = 'openid profile email offline_access';

export interface Instance {
  readonly server: TestServer;
  readonly wire: Wire;
  stop(): Promise<void>;
}

export interface Registered {
  readonly client: Client;
  /** The Authorization header of this client. */
  readonly basic: { readonly Authorization: string };
  readonly secret: string;
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly device_secret?: string;
}

/** A whole server, and connections to it. Throttles are out of the way unless `env` says otherwise. */
export async function openInstance(options: ServerOptions = {}): Promise<Instance> {
  const server = await startServer({ ...options, env: { TACET_THROTTLE_SCALE: '1000000', ...options.env } });
  const wire = openWire(server.parts.config.port, new URL(server.issuer).origin);
  return {
    server,
    wire,
    stop: async () => {
      wire.close();
      await server.stop();
    },
  };
}

/** A client that asks nobody for consent. */
export async function ownClient({ server }: Instance, change: Partial<Client> = {}): Promise<Registered> {
  const { client, secret } = await server.client({ firstParty: true, ...change });
  return { client, secret, basic: { Authorization: `Basic ${btoa(`${client.id}:${secret}`)}` } };
}

/** An account that no password opens: it costs no key stretching, and is signed in behind the server's back. */
export async function closedAccount(
  { server: { parts } }: Pick<Instance, 'server'>,
  typed = `${newId()}@example.org`,
): Promise<Account> {
  const { storage, clock } = parts;
  const now = clock.nowSeconds();
  const email = parseEmail(typed);
  assert.ok(email !== undefined);
  const account = accountOf(now, email);
  await write(storage, account, {
    ...{ accountId: account.id, credentialId: newId(), setupId: 'setup', ksfId: CURRENT_KSF },
    ...{ registrationRecord: 'no password opens this', createdAtSeconds: now },
  });
  return account;
}

/** Starts a session as a finished sign-in does; out comes what the browser sends from now on. */
export async function sessionOf(
  { server: { parts } }: Instance,
  { id }: Pick<Account, 'id'>,
): Promise<string> {
  const { storage, clock } = parts;
  const made = newSession(parts, { accountId: id, amr: ['pwd'], userAgent: 'test', addressPrefix: '' });
  const event = { kind: 'account.signed_in', atSeconds: clock.nowSeconds(), accountId: id } as const;
  assert.ok(await storage.sessions.start(made.session, undefined, event));
  return `tacet_session=${made.secret}`;
}

export function authorizePath(
  { id }: Pick<Client, 'id'>,
  differs: Readonly<Record<string, string>> = {},
): string {
  const parameters = {
    client_id: id,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: FULL_SCOPE,
    code_challenge: codeChallengeOf(VERIFIER),
    code_challenge_method: 'S256',
    ...differs,
  };
  return `/authorize?${new URLSearchParams(parameters)}`;
}

/** A code by single sign-on. */
export async function codeFor(
  { wire }: Pick<Instance, 'wire'>,
  { client }: Registered,
  cookie: string,
  differs: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { status, headers } = await wire.get(authorizePath(client, differs), { Cookie: cookie });
  const code = new URL(headers.location ?? '').searchParams.get('code');
  assert.ok(status === 303 && code !== null, `no code: ${status} ${headers.location}`);
  return code;
}

export function redeem(
  { wire }: Pick<Instance, 'wire'>,
  { basic }: Registered,
  code: string,
  verifier = VERIFIER,
): Promise<WireAnswer> {
  return wire.post('/token', { grant_type: 'authorization_code', code, code_verifier: verifier }, basic);
}

export function refresh(
  { wire }: Pick<Instance, 'wire'>,
  { basic }: Registered,
  token: string,
): Promise<WireAnswer> {
  return wire.post('/token', { grant_type: 'refresh_token', refresh_token: token }, basic);
}

export function tokensIn({ status, text }: WireAnswer): Tokens {
  assert.equal(status, 200, text);
  return JSON.parse(text);
}

/** The first tokens of an account, in a session of its own. */
export async function tokensFor(at: Pick<Instance, 'wire'>, by: Registered, cookie: string): Promise<Tokens> {
  return tokensIn(await redeem(at, by, await codeFor(at, by, cookie)));
}

/** Whether the instance still believes a token, access or refresh. */
export async function isActive(
  { wire }: Pick<Instance, 'wire'>,
  { basic }: Registered,
  token: string,
): Promise<boolean> {
  const { status, text } = await wire.post('/introspect', { token }, basic);
  assert.equal(status, 200, text);
  return JSON.parse(text).active;
}

export function userinfo({ wire }: Pick<Instance, 'wire'>, token: string): Promise<WireAnswer> {
  return wire.get('/userinfo', { Authorization: `Bearer ${token}` });
}

/** Whether the cookie still opens the account page; else one is led to a sign-in. */
export async function isSignedIn({ wire }: Pick<Instance, 'wire'>, cookie: string): Promise<boolean> {
  return (await wire.get('/account', { Cookie: cookie })).status === 200;
}

export function claimsIn(jwt: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
}

/** An account with the password of the harness, hardly stretched: only `unstretchedClient` can sign in to it. */
export async function quickAccount({ server: { parts } }: Instance, typed: string): Promise<Account> {
  const { storage, login, clock } = parts;
  const email = parseEmail(typed);
  assert.ok(email !== undefined);
  const begun = unstretchedClient.startRegistration(PASSWORD);
  const { registrationResponse, ksfId } = login.register({
    email,
    registrationRequest: begun.registrationRequest,
  });
  const { registrationRecord } = unstretchedClient.finishRegistration({
    ...{ password: PASSWORD, clientRegistrationState: begun.clientRegistrationState },
    ...{ registrationResponse, ksfId },
  });
  const account = accountOf(clock.nowSeconds(), email);
  const credential = login.credential({ accountId: account.id, email, ksfId, registrationRecord });
  await write(storage, account, credential);
  return account;
}

function accountOf(now: number, email: Account['email']): Account {
  return {
    ...{ id: newId(), email, emailVerified: true, name: 'Ada', state: 'active' },
    ...{ createdAtSeconds: now, updatedAtSeconds: now },
  };
}

async function write({ signUps }: Storage, account: Account, credential: Credential): Promise<void> {
  const event = {
    kind: 'account.created',
    atSeconds: account.createdAtSeconds,
    accountId: account.id,
  } as const;
  assert.ok(await signUps.createVerified(account, credential, event));
}
