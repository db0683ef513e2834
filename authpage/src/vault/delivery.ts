import { CompactEncrypt, calculateJwkThumbprint, importJWK } from 'jose';
import type { KeysOrder } from '../../../contract/step.ts';
import { type Bytes, sha256, toBase64url, utf8 } from './bytes.ts';
import type { KeyOwner } from './calls.ts';
import { frame } from './derive.ts';
import { type DatedKey, type ScopedKey, scopedKey } from './scoped-keys.ts';

/** What the server keeps beside a code. */
const DELIVERY_CHARACTERS_MAX = 16_384;
export const ORDERED_SCOPES_MAX = 32;
export const KID_CHARACTERS_MAX = 256;
const COORDINATE = /^[A-Za-z0-9_-]{43}$/;

/** What a client asked for cannot be given: a key that is none, or more than fits. */
export class OrderRefused extends Error {
  override readonly name = 'OrderRefused';
}

interface Transaction {
  readonly clientId: string;
  /** `urn:ietf:params:oauth:grant-type:device_code` for a device. */
  readonly redirectUri: string;
  /** For a device: base64url of SHA-256 of the device code. */
  readonly codeChallenge: string;
  readonly thumbprint: string;
}

/** What ties a delivery to its transaction: PartyVInfo (RFC 7518 §4.6.1.3), 32 bytes as base64url. */
export async function partyV({
  clientId,
  redirectUri,
  codeChallenge,
  thumbprint,
}: Transaction): Promise<string> {
  return toBase64url(await sha256(frame(clientId, redirectUri, codeChallenge, thumbprint)));
}

/**
 * The keys of an order as a compact JWE for the client alone. `older` are keys that were opened again, newest first: as
 * many of their generations go with it as fit. Throws OrderRefused.
 */
export async function deliver(
  owner: KeyOwner,
  order: KeysOrder,
  keys: { readonly current: DatedKey; readonly older: readonly DatedKey[]; readonly nowSeconds: number },
): Promise<string> {
  if (order.scopes.length > ORDERED_SCOPES_MAX) throw new OrderRefused('too many scopes');
  const [current, ...older] = await Promise.all(
    [keys.current, ...keys.older].map((held) => keysOf(owner, order, held)),
  );
  // An app that never asks for older ones is not to lose its newest for their sake. Ends: `count` falls to 0.
  for (let count = order.format === 'tacet' ? older.length : 0; count >= 0; count--) {
    const bundle = bundleOf(owner, order, current ?? {}, older.slice(0, count), keys.nowSeconds);
    const jwe = await sealTo(owner, order, utf8(JSON.stringify(bundle)));
    if (jwe.length <= DELIVERY_CHARACTERS_MAX) return jwe;
  }
  throw new OrderRefused('the keys do not fit');
}

type ScopedKeys = Readonly<Record<string, ScopedKey>>;

async function keysOf(owner: KeyOwner, order: KeysOrder, held: DatedKey): Promise<ScopedKeys> {
  const keys = await Promise.all(order.scopes.map((scope) => scopedKey(owner, held, order, scope)));
  return Object.fromEntries(keys.map((key) => [key.scope, key]));
}

function bundleOf(
  { issuer }: KeyOwner,
  { format, subject, clientId, scopes }: KeysOrder,
  keys: ScopedKeys,
  older: readonly ScopedKeys[],
  nowSeconds: number,
): object {
  if (format === 'mozilla') return keys;
  const bundle = { iss: issuer, sub: subject, aud: clientId, iat: nowSeconds, keys };
  if (older.length === 0) return bundle;
  const byScope = scopes.map(({ scope }) => [scope, older.flatMap((each) => each[scope] ?? [])]);
  return { ...bundle, older: Object.fromEntries(byScope) };
}

async function sealTo({ issuer }: KeyOwner, order: KeysOrder, bundle: Bytes): Promise<string> {
  const jwk = recipientOf(order.jwk);
  const thumbprint = await calculateJwkThumbprint(jwk, 'sha256');
  const header = {
    alg: 'ECDH-ES',
    enc: 'A256GCM',
    ...(order.format === 'mozilla'
      ? { kid: order.jwk.kid ?? thumbprint }
      : { typ: 'scoped-keys+jwe', kid: thumbprint, apu: toBase64url(utf8(issuer)), apv: order.apv }),
  };
  if (order.format === 'tacet' && thumbprint !== order.thumbprint) throw new OrderRefused('another key');
  if (header.kid.length > KID_CHARACTERS_MAX) throw new OrderRefused('a kid that is too long');
  const key = await importJWK(jwk, 'ECDH-ES').catch(() => {
    throw new OrderRefused('no point of its curve');
  });
  return new CompactEncrypt(bundle).setProtectedHeader(header).encrypt(key);
}

/** The public members alone. A private key, another kind or another curve is refused. */
function recipientOf({ kty, crv, x = '', y, d }: KeysOrder['jwk']) {
  if (d === undefined && COORDINATE.test(x)) {
    if (kty === 'EC' && crv === 'P-256' && y !== undefined && COORDINATE.test(y)) return { kty, crv, x, y };
    if (kty === 'OKP' && crv === 'X25519' && y === undefined) return { kty, crv, x };
  }
  throw new OrderRefused('no public key of P-256 or X25519');
}
