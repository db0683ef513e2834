import assert from 'node:assert/strict';
import { z } from 'zod';
import { approvalCalls } from '../../contract/approval.ts';
import type { Account } from '../../server/accounts/account.ts';
import type { Client } from '../../server/clients/client.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { cookieName } from '../../server/http/cookies.ts';
import { newSession } from '../../server/sessions/cookie.ts';
import { closedAccount } from '../attacks/world.ts';
import type { TestServer } from '../harness/server.ts';

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

export interface Registered {
  readonly client: Client;
  readonly secret: string;
}

/** A television: public, with nowhere to send a browser back to. */
export function aTelevision(server: TestServer, change: Partial<Client> = {}): Promise<Registered> {
  return server.client({
    name: 'Television',
    type: 'native',
    authMethod: 'none',
    grantTypes: [DEVICE_GRANT, 'refresh_token'],
    redirectUris: [],
    clientUri: 'https://television.example/about',
    ...change,
  });
}

/** Any field may be there or not; which it must be, the tests say. */
const answerShape = z.looseObject({
  error: z.string().optional(),
  error_description: z.string().optional(),
  device_code: z.string().optional(),
  user_code: z.string().optional(),
  auth_req_id: z.string().optional(),
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
});

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: z.infer<typeof answerShape>;
}

/** One form POST by a client; public ones send their id, others their secret. */
export async function post(
  { issuer }: Pick<TestServer, 'issuer'>,
  path: string,
  by: Registered,
  fields: Readonly<Record<string, string>> | URLSearchParams = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const body = new URLSearchParams(fields);
  const sent = new Headers(headers);
  if (by.client.authMethod === 'none') body.set('client_id', by.client.id);
  else sent.set('Authorization', `Basic ${btoa(`${by.client.id}:${by.secret}`)}`);
  const response = await fetch(issuer + path, { method: 'POST', headers: sent, body });
  return {
    status: response.status,
    headers: response.headers,
    body: answerShape.parse(await response.json()),
  };
}

/** The device asks; out come its code and the one it shows. */
export async function ask(
  server: Pick<TestServer, 'issuer'>,
  by: Registered,
  fields: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly deviceCode: string; readonly userCode: string }> {
  const wish = { scope: 'openid offline_access', ...fields };
  const { status, body } = await post(server, '/device_authorization', by, wish, headers);
  assert.equal(status, 200, JSON.stringify(body));
  return { deviceCode: body.device_code ?? '', userCode: body.user_code ?? '' };
}

export function poll(
  server: Pick<TestServer, 'issuer'>,
  by: Registered,
  deviceCode: string,
): Promise<Answer> {
  return post(server, '/token', by, { grant_type: DEVICE_GRANT, device_code: deviceCode });
}

/** An account that no password opens, and a browser in which it is signed in. */
export async function somebody(
  server: TestServer,
  email?: string,
): Promise<{ readonly account: Account; readonly browser: Browser }> {
  const account = await closedAccount({ server }, email);
  return { account, browser: await signedIn(server, account) };
}

export async function signedIn(server: TestServer, { id }: Account): Promise<Browser> {
  const { config, clock, storage } = server.parts;
  const made = newSession(
    { clock, config },
    { accountId: id, amr: ['pwd'], userAgent: 'test', addressPrefix: '' },
  );
  const event = { kind: 'account.signed_in', atSeconds: clock.nowSeconds(), accountId: id } as const;
  assert.ok(await storage.sessions.start(made.session, undefined, event));
  const browser = server.browser();
  browser.cookies.set(cookieName('session', config.issuer.startsWith('https:')), made.secret);
  return browser;
}

/** Opens the page, which gives the browser its cookie, and types the code. */
export async function open(server: Pick<TestServer, 'issuer'>, browser: Browser, userCode: string) {
  const page = await browser.visit(`${server.issuer}/device`);
  assert.ok(page.kind === 'page' && page.data.view === 'device', JSON.stringify(page));
  return browser.call('/device/open', approvalCalls['/device/open'], { userCode });
}

export function decide(browser: Browser, requestId: string, decision: 'allow' | 'deny', email: string) {
  return browser.call('/device/decide', approvalCalls['/device/decide'], { requestId, decision, email });
}

/** The whole of what the person does. */
export async function settle(
  server: TestServer,
  { account, browser }: { readonly account: Account; readonly browser: Browser },
  userCode: string,
  decision: 'allow' | 'deny' = 'allow',
): Promise<void> {
  const opened = await open(server, browser, userCode);
  assert.ok(opened.ok, JSON.stringify(opened));
  const decided = await decide(browser, opened.output.requestId, decision, account.email);
  assert.ok(decided.ok, JSON.stringify(decided));
}
