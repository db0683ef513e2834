import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { newBytes } from '../platform/random.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;
const CHARACTERS_MAX = 512 * 1024;
/** Version, id of the key, algorithm, then whatever that algorithm keeps. */
const FORM = /^v1\.([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{1,16})\.([A-Za-z0-9_.-]+)$/;

/** AES-256-GCM with a random nonce: at most 2^32 envelopes under one key (NIST SP 800-38D §8.3). */
export const A256GCM = 'A256GCM';

export interface EnvelopeParts {
  readonly keyId: string;
  readonly algorithm: string;
  /** As it was written: of A256GCM nonce, dot, ciphertext and tag, both in base64url. */
  readonly payload: string;
}

export type OpenedText =
  | { readonly opened: true; readonly plaintext: Buffer }
  | {
      readonly opened: false;
      readonly reason: 'malformed' | 'unknown_key' | 'refused';
      readonly keyId?: string;
    };

/** Where a value lies and whose it is. An envelope that is moved to another place does not open (KMS-N09). */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string;
  readonly owner: string;
}

/** The context that a place makes; `more` is what else must match, such as the type of a value. */
export function contextOf(
  { table, column, row, owner }: Place,
  ...more: readonly string[]
): readonly string[] {
  return [table, column, row, owner, ...more];
}

/** Undefined for everything that is not `v1.<key id>.<alg>.<payload>`. Any algorithm: who opens it knows which. */
export function parseEnvelope(text: string): EnvelopeParts | undefined {
  if (text.length > CHARACTERS_MAX) return undefined;
  const [, keyId, algorithm, payload] = FORM.exec(text) ?? [];
  if (keyId === undefined || algorithm === undefined || payload === undefined) return undefined;
  return { keyId, algorithm, payload };
}

/**
 * `v1.<key id>.A256GCM.<nonce>.<ciphertext and tag>`. Version, key id, algorithm and every text of the context are
 * associated data, each with its length before it: ['ab', 'c'] and ['a', 'bc'] differ.
 */
export function sealText(
  key: { readonly id: string; readonly secret: KeyObject },
  plaintext: Uint8Array,
  context: readonly string[],
): string {
  const nonce = newBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(key.id, context));
  const ciphertext = [cipher.update(plaintext), cipher.final(), cipher.getAuthTag()];
  return `v1.${key.id}.${A256GCM}.${nonce.toString('base64url')}.${Buffer.concat(ciphertext).toString('base64url')}`;
}

/** Opens what `sealText` made, under the key that it names. Never throws on foreign text. */
export function openText(
  find: (keyId: string) => KeyObject | undefined,
  text: string,
  context: readonly string[],
): OpenedText {
  const parts = parseEnvelope(text);
  const [nonce, sealed] = parts === undefined ? [] : parts.payload.split('.').map(strictBytes);
  if (
    parts?.algorithm !== A256GCM ||
    parts.payload.split('.').length !== 2 ||
    nonce?.length !== NONCE_BYTES ||
    sealed === undefined ||
    sealed.length < TAG_BYTES
  ) {
    return { opened: false, reason: 'malformed' };
  }
  const { keyId } = parts;
  const secret = find(keyId);
  if (secret === undefined) return { opened: false, reason: 'unknown_key', keyId };
  const decipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(keyId, context));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const plaintext = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return { opened: false, reason: 'refused', keyId };
  }
  return { opened: true, plaintext };
}

/** One spelling alone: Node reads much that is no base64url, and an envelope must not have two spellings (AC-10). */
function strictBytes(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

/** A count, then each text with its length before it. */
export function lengthPrefixed(texts: readonly string[]): Buffer {
  const size = texts.reduce((sum, text) => sum + LENGTH_BYTES + Buffer.byteLength(text), LENGTH_BYTES);
  const data = Buffer.alloc(size);
  let at = data.writeUInt32BE(texts.length, 0);
  for (const text of texts) {
    const written = data.write(text, at + LENGTH_BYTES, 'utf8');
    at = data.writeUInt32BE(written, at) + written;
  }
  return data;
}

function associatedData(keyId: string, context: readonly string[]): Buffer {
  return lengthPrefixed(['v1', keyId, A256GCM, ...context]);
}
