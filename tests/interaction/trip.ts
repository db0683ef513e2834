import assert from 'node:assert/strict';
import type { Step } from '../../contract/step.ts';
import type { Arrival, Browser } from '../../server/commands/demo/browser.ts';
import { follow, interactionOf, signIn } from '../../server/commands/demo/person.ts';
import { codeChallengeOf } from '../../server/protocol/pkce.ts';
import { PASSWORD, REDIRECT_URI, type TestServer } from '../harness/server.ts';

export const VERIFIER = 'v'.repeat(43);
export const STATE = 'state-~._-1';

/** An authorization request in its usual form; name what differs, `undefined` leaves a parameter out. */
export function authorizeUrl(
  { issuer }: Pick<TestServer, 'issuer'>,
  clientId: string,
  differs: Readonly<Record<string, string | undefined>> = {},
): string {
  const usual = {
    client_id: clientId,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: 'openid email',
    state: STATE,
    code_challenge: codeChallengeOf(VERIFIER),
    code_challenge_method: 'S256',
  };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...usual, ...differs })) {
    if (value !== undefined) parameters.set(name, value);
  }
  return `${issuer}/authorize?${parameters}`;
}

/** One request without following redirects, with the cookies of a browser. */
export function get(browser: Browser, url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('Cookie', [...browser.cookies].map((pair) => pair.join('=')).join('; '));
  return fetch(url, { ...init, headers, redirect: 'manual' });
}

/** Opens the page of a new trip. */
export async function openTrip(
  browser: Browser,
  url: string,
): Promise<{ readonly id: string; readonly step: Step }> {
  return interactionOf(await browser.visit(url));
}

/** Signs in with the password of the harness; out comes the next step. */
export async function enter(browser: Browser, interactionId: string, email: string): Promise<Step> {
  const step = await signIn(browser, interactionId, { email, password: PASSWORD });
  assert.ok(step, 'the password opened the account');
  return step;
}

/** What the client was told: the parameters of the address the person was sent to. */
export function answered(arrival: Arrival): URLSearchParams {
  assert.equal(arrival.kind, 'left');
  const url = new URL(arrival.kind === 'left' ? arrival.url : '');
  return url.searchParams;
}

/** Follows the last step to the client. */
export async function leave(browser: Browser, step: Step | undefined): Promise<URLSearchParams> {
  assert.ok(step);
  return answered(await follow(browser, step));
}

/** The problem that an error page shows. */
export function problemOf(arrival: Arrival): string | undefined {
  return arrival.kind === 'page' && arrival.data.view === 'error' ? arrival.data.problem : undefined;
}
