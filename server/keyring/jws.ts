import { fingerprint } from '../platform/digest.ts';
import { KEY_ID } from './envelope.ts';
import type { RingKey } from './ring.ts';
import type { SigningKey } from './signing-key.ts';

/** Tokens of ours are far smaller; more is not looked at (JT-07). */
const JWS_CHARACTERS_MAX = 8 * 1024;
const HEADER_CHARACTERS_MAX = 256;

export type Claims = Readonly<Record<string, unknown>>;

/** RFC 7515 §7.1. Same header text for every token of that key and `typ`. */
export function signJws(key: SigningKey, typ: string | undefined, claims: object): string {
  if (key.sign === undefined) throw new Error('the key to sign with has no private part');
  const input = `${key.header(typ)}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${input}.${key.sign(Buffer.from(input, 'latin1')).toString('base64url')}`;
}

/**
 * Verifies a token of our own making. The header is not interpreted but compared with the one that each of our keys
 * writes: `alg` none or another (JT-01, JT-02), jku, jwk, x5u, crit (JT-03), a foreign `typ` (JT-05) and a member given
 * twice are all simply another header, and no bytes of a stranger choose an algorithm.
 *
 * The signature of a token is worked out once: what a key has signed it has signed for ever. Whether the key still counts
 * is asked each time, here; whether the token does (its end, its family) by whoever takes it.
 */
export function verifyJws(
  keys: readonly RingKey<SigningKey>[],
  typ: string,
  jws: string,
): Claims | undefined {
  const [header = '', payload = '', signature = '', ...more] =
    jws.length > JWS_CHARACTERS_MAX ? [] : jws.split('.', 4);
  const key =
    more.length > 0 ? undefined : keys.find(({ material }) => material.header(typ) === header)?.material;
  const signatureBytes = canonical(signature);
  const payloadBytes = canonical(payload);
  if (key === undefined || signatureBytes === undefined || payloadBytes === undefined) return undefined;
  const id = fingerprint(jws);
  if (!key.verified.has(id)) {
    if (!key.verify(Buffer.from(`${header}.${payload}`, 'latin1'), signatureBytes)) return undefined;
    key.verified.add(id);
  }
  return parseObject(payloadBytes);
}

/** The `kid` of a token, if its header could be one of ours: reason enough to look whether another instance made a key. */
export function claimedKeyId(jws: string): string | undefined {
  const end = jws.indexOf('.');
  if (end <= 0 || end > HEADER_CHARACTERS_MAX) return undefined;
  const { kid } = parseObject(Buffer.from(jws.slice(0, end), 'base64url')) ?? {};
  return typeof kid === 'string' && KEY_ID.test(kid) ? kid : undefined;
}

/** One spelling for each value, so that two texts are never one token: no padding, no stray bits (RFC 4648 §3.5). */
function canonical(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length > 0 && bytes.toString('base64url') === text ? bytes : undefined;
}

function parseObject(json: Buffer): Claims | undefined {
  try {
    const value: unknown = JSON.parse(json.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
