import { digest, encoded, framed, hasExactly, utf8 } from './bytes.ts';
import { newRecipient, openDelivery, type Recipient } from './delivery.ts';
import { type LastKids, readKeys, type ScopedKey } from './key-bundle.ts';
import { Refused } from './refused.ts';

/** A delivery is made while the person is there; a code lives for a minute, and a device asks for ten. */
const AGE_SECONDS_MAX = 3_600;
const AHEAD_SECONDS_MAX = 300;
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';

/** What a delivery is tied to. */
export interface Transaction {
  readonly clientId: string;
  /** As it was sent in the request. */
  readonly redirectUri: string;
  /** PKCE S256 (RFC 7636 §4.2). */
  readonly codeChallenge: string;
}

export interface Delivered extends Transaction {
  /** `keys_jwe` of the token answer. */
  readonly jwe: string;
  readonly recipient: Recipient;
  /** As the discovery document has it. */
  readonly issuer: string;
  /** `sub` of the ID token, where there is one: the keys must be of the same person. */
  readonly subject?: string;
  /** The scopes with keys that were asked for. */
  readonly scopes?: readonly string[];
  /** What the app kept of the time before; its keys never become older ones. */
  readonly lastKids?: LastKids;
  /** Another clock than that of the machine. */
  readonly nowSeconds?: number;
}

/** A fresh key pair for one request: `keysJwk` goes into PAR as `keys_jwk`; `recipient` stays here. */
export async function askForScopedKeys(): Promise<{
  readonly keysJwk: string;
  readonly recipient: Recipient;
}> {
  return newRecipient();
}

/** The transaction of a device, which has neither return address nor challenge (RFC 8628). */
export async function deviceTransaction(clientId: string, deviceCode: string): Promise<Transaction> {
  return { clientId, redirectUri: DEVICE, codeChallenge: await digest(utf8(deviceCode)) };
}

/**
 * The keys of the scopes that the person allowed, by scope. Nothing that a server in the middle could change is believed:
 * the delivery must be for this very request (`kid`, `apu`, `apv`, which all go into the key agreement), by the one
 * algorithm, for this client and issuer, made just now, and none of its keys older than the app knows. `recipient` is used up,
 * whatever comes of it. Throws Refused.
 */
export async function openScopedKeys(given: Delivered): Promise<Map<string, ScopedKey>> {
  const { clientId, redirectUri, codeChallenge, issuer, recipient } = given;
  const { thumbprint } = recipient;
  const bundle = await openDelivery(given.jwe, recipient, {
    alg: 'ECDH-ES',
    enc: 'A256GCM',
    typ: 'scoped-keys+jwe',
    kid: thumbprint,
    apu: encoded(issuer),
    apv: await digest(framed(clientId, redirectUri, codeChallenge, thumbprint)),
  });

  const { iss, sub, aud, iat, keys, older } = bundle;
  const names = ['iss', 'sub', 'aud', 'iat', 'keys', ...('older' in bundle ? ['older'] : [])];
  if (!hasExactly(bundle, ...names) || typeof sub !== 'string' || typeof iat !== 'number')
    throw new Refused('malformed', 'the bundle has other members than it may');
  if (iss !== issuer || aud !== clientId || sub !== (given.subject ?? sub))
    throw new Refused('foreign', 'the bundle is for another client, server or person');
  const now = given.nowSeconds ?? Math.floor(Date.now() / 1000);
  if (!Number.isSafeInteger(iat) || iat < now - AGE_SECONDS_MAX || iat > now + AHEAD_SECONDS_MAX)
    throw new Refused('stale', 'the bundle was made at another time');

  const members = ['kty', 'alg', 'k', 'kid', 'scope'];
  return readKeys(keys, older, { members, scopes: given.scopes, lastKids: given.lastKids });
}
