import assert from 'node:assert/strict';
import type { Client } from '../../server/clients/client.ts';
import type { Arrival, Browser } from '../../server/commands/demo/browser.ts';
import { assertErrorRedirect } from './assertions.ts';
import { CALLBACK, callback, type Flow, flow, type Op, request, walk } from './op.ts';
import type { SuiteClient } from './suite-client.ts';

/** What the logout plans of the suite have in common (conformance.md §2.6). */

export const RETURN = 'https://app.example/signed-out';
/** 90 characters: 50 letters, 10 digits, 30 punctuation marks. */
export const STATE = `${'aZ'.repeat(25)}0123456789!"#$%&'()*,-./:<=>?@[\\]^_\`{|}~~~~~`;

/** A client as the suite registers it, with its settings for logout. */
export async function registered(
  op: Op,
  settings: Client['settings'],
  more: Partial<Client> = {},
): Promise<SuiteClient> {
  const { client, secret } = await op.server.client({
    redirectUris: [CALLBACK],
    pkceRequired: false,
    settings,
    ...more,
  });
  return { id: client.id, secret, method: 'client_secret_basic' };
}

export interface SignedIn {
  readonly browser: Browser;
  readonly hint: string;
  readonly made: Flow;
}

export async function signedIn(op: Op, client = op.client): Promise<SignedIn> {
  const browser = op.server.browser();
  const asked = request(op, { client_id: client.id, state: 's'.repeat(128) });
  const made: Flow = await flow(op, { browser, client, asked });
  return { browser, hint: made.tokens.id_token, made };
}

export function logOut(op: Op, browser: Browser, fields: Readonly<Record<string, string>>): Promise<Arrival> {
  return browser.visit(`${String(op.discovery.end_session_endpoint)}?${new URLSearchParams(fields)}`);
}

export function returnedTo(arrival: Arrival): URL {
  assert.ok(arrival.kind === 'left', JSON.stringify(arrival));
  const url = new URL(arrival.url);
  assert.equal(url.origin + url.pathname, RETURN);
  return url;
}

export async function assertSignedOut(op: Op, browser: Browser): Promise<void> {
  const asked = request(op, { prompt: 'none' });
  const { arrival } = await walk(op, browser, asked);
  assertErrorRedirect(callback(op, arrival).fields, op.issuer, asked.state, ['login_required']);
  assert.ok(arrival.kind === 'left' && arrival.url.startsWith(CALLBACK));
}
