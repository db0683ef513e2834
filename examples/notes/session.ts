import * as oidc from 'openid-client';
import type { Recipient } from '../../clients/typescript/delivery.ts';
import type { ScopedKey } from '../../clients/typescript/key-bundle.ts';
import { askForScopedKeys, openScopedKeys } from '../../clients/typescript/scoped-keys.ts';
import * as cache from './cache.ts';
import { type Tokens, tokensOf, type Vault, vaultOf } from './vault.ts';

const ISSUER = import.meta.env.VITE_ISSUER ?? 'http://localhost:4242';
const CLIENT_ID = import.meta.env.VITE_CLIENT_ID ?? 'notes';
const REDIRECT_URI = `${location.origin}/`;
const KEY_SCOPE = 'key:notes';
const SCOPE = `openid offline_access vault:read vault:write ${KEY_SCOPE}`;

/** What a sign-in that is under way needs when the browser comes back. */
interface Trip {
  readonly verifier: string;
  readonly state: string;
  readonly recipient: Recipient;
}

/** Who is signed in on this device: whose notes they are, and the key of them, which the browser never shows. */
export interface Kept {
  readonly subject: string;
  readonly key: ScopedKey;
  readonly tokens: Tokens;
}

/** Sends the browser to the person's own server: plain OpenID Connect, and one parameter more. */
export async function signIn(): Promise<void> {
  const { config, DPoP } = await server();
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const { keysJwk, recipient } = await askForScopedKeys();
  const url = await oidc.buildAuthorizationUrlWithPAR(
    config,
    {
      redirect_uri: REDIRECT_URI,
      scope: SCOPE,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      keys_jwk: keysJwk,
    },
    { DPoP },
  );
  await cache.set('trip', { verifier, state, recipient } satisfies Trip);
  location.assign(url);
}

/** The browser is back: tokens for the code, and the key of the notes, which only this page can open. */
export async function finishSignIn(): Promise<Kept> {
  const trip = await cache.get<Trip>('trip');
  if (!trip) throw new Error('this sign-in was begun elsewhere');
  await cache.set('trip', undefined);
  const { config, DPoP } = await server();
  const answer = await oidc.authorizationCodeGrant(
    config,
    new URL(location.href),
    { pkceCodeVerifier: trip.verifier, expectedState: trip.state, idTokenExpected: true },
    undefined,
    { DPoP },
  );
  const before = await cache.get<Kept>('kept');
  const subject = answer.claims()?.sub ?? '';
  const lastKids = new Map(before?.subject === subject ? [[KEY_SCOPE, before.key.kid]] : []);
  const keys = await openScopedKeys({
    jwe: String(answer.keys_jwe),
    recipient: trip.recipient,
    ...{ issuer: ISSUER, clientId: CLIENT_ID, redirectUri: REDIRECT_URI, subject },
    codeChallenge: await oidc.calculatePKCECodeChallenge(trip.verifier),
    scopes: [KEY_SCOPE],
    lastKids,
  });
  const key = keys.get(KEY_SCOPE);
  if (!key) throw new Error('no key came');
  if (before && before.subject !== subject) await cache.forget();
  const kept = { subject, key, tokens: tokensOf(answer) };
  await cache.set('kept', kept);
  return kept;
}

export function signedIn(): Promise<Kept | undefined> {
  return cache.get<Kept>('kept');
}

/** Nothing of it stays on this device. */
export async function signOut(): Promise<void> {
  await cache.forget();
  location.assign(REDIRECT_URI);
}

/** Needs the network. */
export async function openVault(kept: Kept): Promise<Vault> {
  const { config, DPoP } = await server();
  return vaultOf(config, DPoP, kept.tokens, (tokens) => cache.set('kept', { ...kept, tokens }));
}

/** The DPoP key lives in the browser and cannot be read, so tokens that are stolen are worth nothing. */
async function server() {
  const allowHttp = ISSUER.startsWith('http://') ? [oidc.allowInsecureRequests] : [];
  const config = await oidc.discovery(new URL(ISSUER), CLIENT_ID, undefined, oidc.None(), {
    execute: allowHttp,
  });
  const pair = (await cache.get<CryptoKeyPair>('dpop')) ?? (await oidc.randomDPoPKeyPair('ES256'));
  await cache.set('dpop', pair);
  return { config, DPoP: oidc.getDPoPHandle(config, pair) };
}
