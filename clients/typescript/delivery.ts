import { calculateJwkThumbprint, compactDecrypt, type CryptoKey, exportJWK, generateKeyPair } from 'jose';
import { asObject, decoded, encoded, hasExactly, jsonObject } from './bytes.ts';
import { Refused } from './refused.ts';

/** What the server keeps beside a code. */
const DELIVERY_CHARACTERS_MAX = 16_384;
const IV_CHARACTERS = 16;
const TAG_CHARACTERS = 22;

/**
 * The private half of `keys_jwk`. It cannot be exported, and may lie in IndexedDB while the person is away at the server.
 * It opens one delivery, and is dropped then; whoever stored it deletes it there.
 */
export interface Recipient {
  privateKey: CryptoKey | undefined;
  /** RFC 7638, SHA-256: the `kid` of the request and of its answer. */
  readonly thumbprint: string;
}

/** A fresh P-256 key pair: the request parameter `keys_jwk`, and the half that stays here. */
export async function newRecipient(): Promise<{ readonly keysJwk: string; readonly recipient: Recipient }> {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: false });
  const point = await exportJWK(publicKey);
  const thumbprint = await calculateJwkThumbprint(point);
  const jwk = { ...point, use: 'enc', alg: 'ECDH-ES', kid: thumbprint };
  return { keysJwk: encoded(JSON.stringify(jwk)), recipient: { privateKey, thumbprint } };
}

/**
 * What a delivery holds, as the JSON object it must be. Its header must have exactly these members beside `epk`: whatever
 * else a server writes into it (another `alg`, `zip`, `crit`) is refused before any key is used. The private key is dropped,
 * whatever comes of it. Throws Refused.
 */
export async function openDelivery(
  jwe: string,
  recipient: Recipient,
  expected: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { privateKey } = recipient;
  recipient.privateKey = undefined;
  if (privateKey === undefined) throw new Refused('spent', 'this private key was used before');
  checkHeader(headerOf(jwe), expected);

  const opened = await compactDecrypt(jwe, privateKey, {
    keyManagementAlgorithms: ['ECDH-ES'],
    contentEncryptionAlgorithms: ['A256GCM'],
  }).catch((cause: unknown) => {
    throw new Refused('unreadable', 'the keys do not open with this private key', { cause });
  });
  const bundle = jsonObject(opened.plaintext);
  if (bundle === undefined) throw new Refused('malformed', 'what was delivered is no object');
  return bundle;
}

/** The header of a compact JWE of direct key agreement: five parts, the second one empty (RFC 7518 §4.6). */
function headerOf(jwe: string): Readonly<Record<string, unknown>> {
  const parts = jwe.length > DELIVERY_CHARACTERS_MAX ? [] : jwe.split('.', 6);
  const [header = '', encryptedKey, iv = '', text = '', tag = ''] = parts;
  const sound =
    parts.length === 5 &&
    encryptedKey === '' &&
    iv.length === IV_CHARACTERS &&
    text !== '' &&
    tag.length === TAG_CHARACTERS &&
    [header, iv, text, tag].every((part) => decoded(part) !== undefined);
  const object = sound ? jsonObject(decoded(header) ?? new Uint8Array()) : undefined;
  if (object === undefined) throw new Refused('malformed', 'what was delivered is no JWE of this form');
  return object;
}

function checkHeader(
  header: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, string>>,
): void {
  const { epk, ...plain } = header;
  const key = asObject(epk);
  const ofTheCurve =
    key !== undefined && hasExactly(key, 'kty', 'crv', 'x', 'y') && key.kty === 'EC' && key.crv === 'P-256';
  if (!ofTheCurve || !hasExactly(plain, ...Object.keys(expected)))
    throw new Refused('malformed', 'the header of the delivery has other members than it may');
  const wrong = Object.entries(expected).find(([name, value]) => plain[name] !== value);
  if (wrong !== undefined) throw new Refused('foreign', `the delivery is not for this request: ${wrong[0]}`);
}
