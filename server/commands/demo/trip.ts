import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { openBrowser } from './browser.ts';
import type { FreshServer } from './fresh-server.ts';
import { decide, follow, interactionOf, signIn, signUp } from './person.ts';

const REDIRECT_URI = 'https://app.example/callback';
const PERSON = { email: 'ada@example.org', name: 'Ada', password: 'the quiet rest between two notes' };

/** Retries of a refresh are told from replays after this; the demo's server is started with the same number. */
export const RETRY_WINDOW_SECONDS = 2;

/** Registered client and configured library, ready for the trip. */
async function newClient({ issuer, command }: FreshServer): Promise<oidc.Configuration> {
  const args = [
    'client',
    'create',
    '--type',
    'web',
    '--name',
    'Demo',
    '--redirect-uri',
    REDIRECT_URI,
    '--json',
  ];
  const made = z
    .object({ client_id: z.string(), client_secret: z.string() })
    .parse(JSON.parse(await command(args)));
  return oidc.discovery(new URL(issuer), made.client_id, {}, oidc.ClientSecretBasic(made.client_secret), {
    execute: [oidc.allowInsecureRequests],
  });
}

/**
 * The whole trip, with an independent client library on the other side. Prints a line for each thing that held; throws
 * at the first that does not.
 */
export async function trip(server: FreshServer, say: (line: string) => void): Promise<void> {
  const { issuer } = server;
  const client = await newClient(server);
  say('a client is registered, and discovery answers an independent library');

  const browser = openBrowser(issuer);
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile email offline_access',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  }).href;

  const first = interactionOf(await browser.visit(url));
  await signUp(browser, issuer, first.id, PERSON);
  say('somebody signed up: e-mail, letter, ticket, OPAQUE registration');

  browser.cookies.clear();
  const { id } = interactionOf(await browser.visit(url));
  assert.equal(await signIn(browser, id, { ...PERSON, password: 'not the password' }), undefined);
  say('a wrong password was found in the browser; the interaction goes on');
  const consent = await signIn(browser, id, PERSON);
  assert.equal(consent?.kind, 'consent');
  say('the right password signed in, and the server never heard it');

  const arrival = await follow(browser, await decide(browser, id, 'allow'));
  assert.equal(arrival.kind, 'left');
  const back = new URL(arrival.url);
  assert.equal(back.searchParams.get('iss'), issuer);
  const tokens = await oidc.authorizationCodeGrant(client, back, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  });
  say('the code became tokens, with PKCE, state, nonce and iss checked by the library');
  await verifyTokens(client, tokens, say);
  await refreshAndReplay(client, tokens, say);

  const again = interactionOrCode(await browser.visit(`${url}&prompt=none`));
  assert.ok(again, 'single sign-on');
  say('single sign-on: a second request needed nobody');
  const fresh = await oidc.authorizationCodeGrant(client, again, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  });
  await revokeAndSignOut(client, fresh, browser, url, say);
}

async function verifyTokens(
  client: oidc.Configuration,
  tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
  say: (line: string) => void,
): Promise<void> {
  const { issuer, jwks_uri: jwksUri = '' } = client.serverMetadata();
  const keys = createRemoteJWKSet(new URL(jwksUri));
  const audience = client.clientMetadata().client_id;
  const id = await jwtVerify(tokens.id_token ?? '', keys, { issuer, audience });
  const access = await jwtVerify(tokens.access_token, keys, { issuer, audience: issuer, typ: 'at+jwt' });
  assert.equal(id.payload.sub, access.payload.sub);
  say(
    `ID token (${id.protectedHeader.alg}) and access token (${access.protectedHeader.alg}) verified through JWKS`,
  );
  const info = await oidc.fetchUserInfo(client, tokens.access_token, id.payload.sub ?? '');
  assert.equal(info.email, PERSON.email);
  say('userinfo answers with the e-mail address that consent covers');
}

async function refreshAndReplay(
  client: oidc.Configuration,
  { refresh_token: first = '' }: oidc.TokenEndpointResponse,
  say: (line: string) => void,
): Promise<void> {
  const second = await oidc.refreshTokenGrant(client, first);
  const retried = await oidc.refreshTokenGrant(client, first);
  assert.equal(retried.refresh_token, second.refresh_token);
  say('a refresh, and its retry inside the window: the same successor');
  const third = await oidc.refreshTokenGrant(client, second.refresh_token ?? '');
  await wait((RETRY_WINDOW_SECONDS + 1) * 1000);
  await assert.rejects(oidc.refreshTokenGrant(client, first), { error: 'invalid_grant' });
  await assert.rejects(oidc.refreshTokenGrant(client, third.refresh_token ?? ''), { error: 'invalid_grant' });
  say('a replay outside the window: refused, and the whole family is dead');
}

async function revokeAndSignOut(
  client: oidc.Configuration,
  tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
  browser: ReturnType<typeof openBrowser>,
  url: string,
  say: (line: string) => void,
): Promise<void> {
  await oidc.tokenRevocation(client, tokens.refresh_token ?? '');
  assert.equal((await oidc.tokenIntrospection(client, tokens.access_token)).active, false);
  say('revocation: the family is inactive at once');
  await browser.visit(oidc.buildEndSessionUrl(client, { id_token_hint: tokens.id_token ?? '' }).href);
  const after = await browser.visit(`${url}&prompt=none`);
  assert.equal(after.kind === 'left' && new URL(after.url).searchParams.get('error'), 'login_required');
  say('signed out: prompt=none answers login_required');
}

function interactionOrCode(
  arrival: Awaited<ReturnType<ReturnType<typeof openBrowser>['visit']>>,
): URL | undefined {
  const url = arrival.kind === 'left' ? new URL(arrival.url) : undefined;
  return url?.searchParams.has('code') === true ? url : undefined;
}
