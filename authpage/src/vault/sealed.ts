import { CompactEncrypt, compactDecrypt, errors } from 'jose';
import { type Bytes, fromBase64url, textOf, toBase64url, utf8 } from './bytes.ts';

/**
 * The protected header of what is sealed under a key that is known beforehand (RFC 7516, `dir`). It holds what the
 * ciphertext is bound to, in the order that docs/scoped-keys.md gives; whoever opens says what it must be, to the byte.
 */
export interface DirectHeader {
  readonly alg: 'dir';
  readonly enc: 'A256GCM';
  readonly typ: string;
  readonly v: 1;
  readonly [member: string]: string | number;
}

/** Beyond this nothing is looked at: the largest is a vault item of 64 kB and its header. */
export const JWE_CHARACTERS_MAX = 131_072;

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The five parts of a compact JWE, each spelled as it must be; undefined: it is none. */
export interface Parts {
  readonly header: string;
  readonly encryptedKey: Bytes;
}

/** A compact JWE of those bytes under a key of 32 bytes. */
export function seal(plaintext: Bytes, key: Bytes | CryptoKey, header: DirectHeader): Promise<string> {
  return new CompactEncrypt(plaintext).setProtectedHeader({ ...header }).encrypt(key);
}

/**
 * What is sealed in there; undefined: another key, another header, or not the one spelling of it. The header is compared
 * before anything is decrypted, so no other algorithm, no `zip`, `crit`, `p2c` or unknown member gets as far as that.
 */
export async function open(
  jwe: string,
  key: Bytes | CryptoKey,
  header: DirectHeader,
): Promise<Bytes | undefined> {
  const parts = partsOf(jwe);
  if (parts === undefined || parts.encryptedKey.length > 0) return undefined;
  if (parts.header !== toBase64url(utf8(JSON.stringify(header)))) return undefined;
  return decrypted(async () => {
    const { plaintext } = await compactDecrypt(jwe, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return new Uint8Array(plaintext);
  });
}

/** Splits a compact JWE (RFC 7516 §7.1); undefined: not five parts of canonical base64url with an IV and tag of GCM. */
export function partsOf(jwe: string): Parts | undefined {
  if (jwe.length > JWE_CHARACTERS_MAX) return undefined;
  const texts = jwe.split('.');
  if (texts.length !== 5) return undefined;
  const [header, encryptedKey, iv, ciphertext, tag] = texts.map(fromBase64url);
  if (!header || !encryptedKey || !ciphertext) return undefined;
  if (iv?.length !== IV_BYTES || tag?.length !== TAG_BYTES) return undefined;
  return { header: texts[0] ?? '', encryptedKey };
}

/** The header as its one spelling says it; undefined: no JSON object, or one with members twice or blanks between them. */
export function headerOf({ header }: Parts): Readonly<Record<string, unknown>> | undefined {
  const text = textOf(fromBase64url(header) ?? new Uint8Array());
  const members = text === undefined ? undefined : parsed(text);
  return members !== undefined && JSON.stringify(members) === text ? members : undefined;
}

/** A JSON object; undefined: the text is none. */
export function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Runs a decryption: undefined where the library or the platform refuses what it was given, such as a point off its curve. */
export async function decrypted<Value>(act: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof DOMException) return undefined;
    throw error;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
