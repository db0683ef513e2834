import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Account } from '../../server/accounts/account.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { aPusher, type Pusher } from '../authorization/pushing.ts';
import { signer } from '../clients/signer.ts';
import { type Registered, somebody } from '../device/both-sides.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { authorizeUrl, get, problemOf, VERIFIER } from '../interaction/trip.ts';

/** What a developer is told, in whichever form. */
export interface Met {
  readonly form: 'json' | 'way back' | 'page';
  readonly status: number;
  readonly code: string | undefined;
  readonly description: string | undefined;
  readonly errorUri: string | undefined;
  /** RFC 6750 §3, RFC 6749 §5.2. */
  readonly challenge: string | null;
  /** Who said it, where it was not the server of the world. */
  readonly issuer?: string;
}

/** One way to meet an error: the place, as errorHelp names it; the status; and what must be done. */
export type Way = readonly [
  where: string,
  status: number,
  meet: (at: ErrorWorld) => Promise<Met>,
  challenge?: 'challenged',
];

export type Ways = Readonly<Record<string, readonly Way[]>>;

/** A whole server, a first-party client with a key and all scopes, and somebody who is signed in. */
export interface ErrorWorld {
  readonly server: TestServer;
  readonly app: Pusher;
  readonly account: Account;
  readonly browser: Browser;
  /** Signs the software statements that the server believes. */
  readonly voucher: ReturnType<typeof signer>;
}

export const VOUCHER = 'https://vouches.example';

export async function openErrorWorld(): Promise<ErrorWorld> {
  const voucher = signer('ES256');
  const believed = [{ issuer: VOUCHER, jwks: { keys: [voucher.jwk] } }];
  const server = await startServer({
    env: {
      TACET_DYNAMIC_REGISTRATION: 'statement',
      TACET_SOFTWARE_STATEMENT_ISSUERS: JSON.stringify(believed),
    },
  });
  const app = await aPusher(server, { firstParty: true });
  return { server, app, voucher, ...(await somebody(server)) };
}

const told = z.looseObject({
  error: z.string().optional(),
  error_description: z.string().optional(),
  error_uri: z.string().optional(),
});

/** A refusal of RFC 6749 §5.2, RFC 7591 §3.2.2 or RFC 6750 §3. */
export async function inJson(response: Response): Promise<Met> {
  const { error, error_description, error_uri } = told.parse(await response.json());
  const challenge = response.headers.get('www-authenticate');
  return {
    ...{ form: 'json', status: response.status, challenge },
    ...{ code: error, description: error_description, errorUri: error_uri },
  };
}

/** A refusal that a browser carries to the client (RFC 6749 §4.1.2.1). */
export function onTheWayBack({ status, headers }: Response): Met {
  const { searchParams } = new URL(headers.get('location') ?? 'none:');
  const said = (name: string) => searchParams.get(name) ?? undefined;
  return {
    ...{ form: 'way back', status, challenge: null },
    ...{ code: said('error'), description: said('error_description'), errorUri: said('error_uri') },
  };
}

/** GET /authorize, by somebody who is not signed in unless a browser is given. */
export async function authorize(
  { server, app }: ErrorWorld,
  differs: Readonly<Record<string, string | undefined>>,
  { by = app, browser = server.browser() }: { by?: Pick<Registered, 'client'>; browser?: Browser } = {},
): Promise<Met> {
  return onTheWayBack(await get(browser, authorizeUrl(server, by.client.id, differs)));
}

/** A page of ours: there is no address that could be trusted. What it says to developers stands in its data. */
export async function onAPage({ server }: ErrorWorld, query: Readonly<Record<string, string>>): Promise<Met> {
  const arrival = await server.browser().visit(`${server.issuer}/authorize?${new URLSearchParams(query)}`);
  assert.equal(problemOf(arrival), 'bad_client_request');
  assert.ok(arrival.kind === 'page' && arrival.data.view === 'error');
  const [reason] = arrival.data.developer;
  return {
    ...{ form: 'page', status: arrival.status, challenge: null, errorUri: undefined },
    ...{ code: reason?.label, description: reason?.value },
  };
}

/** One form by a client: it sends its secret as `client_secret_basic` does, or its id. */
export async function ask(
  at: ErrorWorld,
  path: string,
  fields: Fields,
  { by = at.app, headers = {} }: { by?: Registered; headers?: Fields } = {},
): Promise<Met> {
  return inJson(await send(at.server, path, fields, { by, headers }));
}

type Fields = Readonly<Record<string, string>>;

function send(
  { issuer }: Pick<TestServer, 'issuer'>,
  path: string,
  fields: Fields,
  { by: { client, secret }, headers = {} }: { by: Registered; headers?: Fields },
): Promise<Response> {
  const open = client.authMethod === 'none';
  const body = new URLSearchParams({ ...fields, ...(open && { client_id: client.id }) });
  const Authorization = `Basic ${btoa(`${client.id}:${secret}`)}`;
  return fetch(issuer + path, {
    method: 'POST',
    body,
    headers: { ...(!open && { Authorization }), ...headers },
  });
}

/** The fields of a token request that is good, by a code of single sign-on. */
export async function codeFields(
  { server, app, browser }: ErrorWorld,
  differs: Fields = {},
  by: Registered = app,
): Promise<Fields> {
  const { headers } = await get(browser, authorizeUrl(server, by.client.id, differs));
  const code = new URL(headers.get('location') ?? '').searchParams.get('code');
  assert.ok(code, headers.get('location') ?? 'no code');
  return { grant_type: 'authorization_code', code, code_verifier: VERIFIER };
}

const tokens = z.looseObject({
  access_token: z.string(),
  id_token: z.string().optional(),
  refresh_token: z.string().optional(),
});

export async function tokensOf(
  at: ErrorWorld,
  differs: Fields = {},
  { by = at.app, headers = {} }: { by?: Registered; headers?: Fields } = {},
): Promise<z.infer<typeof tokens>> {
  const fields = await codeFields(at, differs, by);
  return tokens.parse(await (await send(at.server, '/token', fields, { by, headers })).json());
}

export async function userinfo(
  { server }: ErrorWorld,
  headers: Readonly<Record<string, string>>,
): Promise<Met> {
  return inJson(await fetch(`${server.issuer}/userinfo`, { headers }));
}
