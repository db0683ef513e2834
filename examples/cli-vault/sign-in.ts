import { calculateJwkThumbprint, exportJWK } from 'jose';
import * as oidc from 'openid-client';
import { api, type Api } from '../../clients/typescript/api.ts';
import { caller } from '../../clients/typescript/call.ts';
import type { ScopedKey } from '../../clients/typescript/key-bundle.ts';
import { askForScopedKeys, deviceTransaction, openScopedKeys } from '../../clients/typescript/scoped-keys.ts';
import { EXIT, Failure, tooLate } from './failure.ts';
import { newestKid } from './newest-kid.ts';

const KEY_SCOPE = 'key:notes';
/** No offline_access: nothing is kept, so nothing has to be refreshed. */
const SCOPE = `openid vault:read vault:write ${KEY_SCOPE}`;

export interface SignedIn {
  readonly key: ScopedKey;
  readonly vault: Api;
  /** Takes the token back. */
  end(): Promise<void>;
}

/**
 * RFC 8628, and two parameters more: the person decides on another device, whose page seals the key of the notes to this
 * program (`keys_jwk`); the code is good with the key of this program alone (`dpop_jkt`). `tell` says where to go. Throws.
 */
export async function signIn(
  server: string,
  clientId: string,
  tell: (text: string) => void,
): Promise<SignedIn> {
  const execute = server.startsWith('http://') ? [oidc.allowInsecureRequests] : [];
  const config = await oidc.discovery(new URL(server), clientId, undefined, oidc.None(), { execute });
  const { issuer } = config.serverMetadata();
  const pair = await oidc.randomDPoPKeyPair('ES256');
  const DPoP = oidc.getDPoPHandle(config, pair);
  const { keysJwk, recipient } = await askForScopedKeys();
  const begun = await oidc.initiateDeviceAuthorization(config, {
    scope: SCOPE,
    keys_jwk: keysJwk,
    dpop_jkt: await calculateJwkThumbprint(await exportJWK(pair.publicKey)),
  });
  const { device_code, user_code, verification_uri, verification_uri_complete, expires_in } = begun;
  tell(`Open ${verification_uri} in a browser, and type ${user_code}`);
  if (verification_uri_complete !== undefined) tell(`or open ${verification_uri_complete}`);
  tell(`within ${Math.floor(expires_in / 60)} minutes. Allow it only if that page shows the same code.`);

  const signal = AbortSignal.timeout(expires_in * 1000);
  // It keeps the pace that the server asks for, `slow_down` included.
  const waiting = oidc.pollDeviceAuthorizationGrant(config, begun, undefined, { DPoP, signal });
  const tokens = await waiting.catch((error: unknown) => {
    throw signal.aborted ? tooLate(error) : error;
  });
  const { access_token, keys_jwe } = tokens;
  const subject = tokens.claims()?.sub;
  if (subject === undefined || typeof keys_jwe !== 'string')
    throw new Failure(EXIT.keysRefused, 'The server sent no key.');

  const known = await newestKid(issuer, clientId, subject);
  const about = { issuer, subject, scopes: [KEY_SCOPE], ...(await deviceTransaction(clientId, device_code)) };
  const lastKids = known.last === undefined ? {} : { [KEY_SCOPE]: known.last };
  const keys = await openScopedKeys({ jwe: keys_jwe, recipient, lastKids, ...about });
  const key = keys.get(KEY_SCOPE);
  if (key === undefined) throw new Failure(EXIT.keysRefused, 'The server sent no key of the notes.');
  await known.remember(key.kid);

  const send: typeof fetch = (url, { method = 'GET', body, headers } = {}) => {
    const text = typeof body === 'string' ? body : null;
    const sent = new Headers(headers);
    return oidc.fetchProtectedResource(config, access_token, new URL(String(url)), method, text, sent, {
      DPoP,
    });
  };
  return {
    key,
    vault: api(caller({ issuer, fetch: send })),
    // One that cannot be taken back is over in minutes.
    end: () => oidc.tokenRevocation(config, access_token).catch(() => undefined),
  };
}
