import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { newBytes } from '../platform/random.ts';

/** 12 random bytes, written as 16 characters of base64url: the id of every key of this room, on the wire and at rest. */
export const KEY_ID = /^[A-Za-z0-9_-]{16}$/;

export const KEY_BYTES = 32;

const KEY_ID_BYTES = 12;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;
const HEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

/** What an envelope is longer than its plaintext. */
export const ENVELOPE_BYTES = HEAD_BYTES + TAG_BYTES;

const RANDOM_NONCE = 1;
const SYNTHETIC_NONCE = 2;

/** A key for envelopes. Each version has a subkey of its own, so random and synthetic nonces never meet. */
export interface EnvelopeKey {
  readonly id: string;
  readonly idBytes: Buffer;
  readonly random: KeyObject;
  readonly synthetic: KeyObject;
  readonly nonces: KeyObject;
}

export type Opened =
  | { readonly opened: true; readonly plaintext: Buffer }
  | { readonly opened: false; readonly reason: 'malformed' | 'unknown_key' | 'refused' };

/** Derives the subkeys of 32 secret bytes by HKDF-SHA-256 (RFC 5869). */
export function envelopeKey(id: string, bytes: Uint8Array): EnvelopeKey {
  const subkey = (label: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', bytes, '', label, KEY_BYTES)));
  return {
    id,
    idBytes: Buffer.from(id, 'base64url'),
    random: subkey('tacet envelope 1 encrypt'),
    synthetic: subkey('tacet envelope 2 encrypt'),
    nonces: subkey('tacet envelope 2 nonce'),
  };
}

/**
 * AES-256-GCM: `version 1 | key id 12 | nonce 12 | ciphertext | tag 16`. Version, key id and the context are associated
 * data: an envelope moved to another row, purpose or account does not open. Random nonces: at most 2^32 envelopes
 * under one key (NIST SP 800-38D §8.3), which the rotation of every ring (maintain.ts) keeps far away.
 */
export function seal(key: EnvelopeKey, plaintext: Uint8Array, context: readonly string[]): Buffer {
  const head = headOf(RANDOM_NONCE, key, newBytes(NONCE_BYTES));
  return encrypt(key.random, head, plaintext, associatedData(head, context));
}

/** As `seal`, but the nonce is an HMAC of context and plaintext: the same input gives the same bytes. */
export function sealDeterministic(
  key: EnvelopeKey,
  plaintext: Uint8Array,
  context: readonly string[],
): Buffer {
  const head = headOf(SYNTHETIC_NONCE, key, Buffer.alloc(NONCE_BYTES));
  const data = associatedData(head, context);
  const nonce = createHmac('sha256', key.nonces).update(data).update(plaintext).digest();
  nonce.copy(head, 1 + KEY_ID_BYTES, 0, NONCE_BYTES);
  return encrypt(key.synthetic, head, plaintext, data);
}

/** Opens what either of the two sealed, under the key that the envelope names. Never throws on foreign bytes. */
export function open(
  find: (keyId: string) => EnvelopeKey | undefined,
  sealed: Uint8Array,
  context: readonly string[],
): Opened {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const version = bytes[0];
  if (bytes.length < ENVELOPE_BYTES || (version !== RANDOM_NONCE && version !== SYNTHETIC_NONCE)) {
    return { opened: false, reason: 'malformed' };
  }
  const key = find(bytes.toString('base64url', 1, 1 + KEY_ID_BYTES));
  if (key === undefined) return { opened: false, reason: 'unknown_key' };

  const head = bytes.subarray(0, HEAD_BYTES);
  const decipher = createDecipheriv(
    'aes-256-gcm',
    version === RANDOM_NONCE ? key.random : key.synthetic,
    head.subarray(1 + KEY_ID_BYTES),
    { authTagLength: TAG_BYTES },
  );
  decipher.setAAD(associatedData(head, context));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  const plaintext = decipher.update(bytes.subarray(HEAD_BYTES, bytes.length - TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return { opened: false, reason: 'refused' };
  }
  return { opened: true, plaintext };
}

function headOf(version: number, key: EnvelopeKey, nonce: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(version), key.idBytes, nonce]);
}

function encrypt(key: KeyObject, head: Buffer, plaintext: Uint8Array, data: Buffer): Buffer {
  const nonce = head.subarray(1 + KEY_ID_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(data);
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([head, ciphertext, cipher.getAuthTag()]);
}

/** Each text goes in with its length before it: ['ab', 'c'] and ['a', 'bc'] must differ. */
function associatedData(head: Buffer, context: readonly string[]): Buffer {
  const start = 1 + KEY_ID_BYTES;
  const size = context.reduce(
    (sum, text) => sum + LENGTH_BYTES + Buffer.byteLength(text),
    start + LENGTH_BYTES,
  );
  const data = Buffer.alloc(size);
  head.copy(data, 0, 0, start);
  let at = data.writeUInt32BE(context.length, start);
  for (const text of context) {
    const written = data.write(text, at + LENGTH_BYTES, 'utf8');
    at = data.writeUInt32BE(written, at) + written;
  }
  return data;
}
