import { base64url } from 'jose';

const PART_BYTES_MAX = 0xffff;

/** UTF-8. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

/** Base64url without padding, of bytes or of the UTF-8 of a text. */
export function encoded(input: string | Uint8Array): string {
  return base64url.encode(typeof input === 'string' ? utf8(input) : input);
}

/** The bytes of base64url; undefined for what is not the one spelling that those bytes have. */
export function decoded(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(base64url.decode(text));
  return encoded(bytes) === text ? bytes : undefined;
}

/** SHA-256, as base64url. */
export async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return encoded(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** F(a, b, …): each part as UTF-8 behind its length in two bytes, so that no two lists look alike. RangeError: too long. */
export function framed(...parts: readonly string[]): Uint8Array<ArrayBuffer> {
  const all = parts.flatMap((part) => {
    const bytes = utf8(part);
    if (bytes.length > PART_BYTES_MAX) throw new RangeError('a part of a frame is too long');
    return [bytes.length >> 8, bytes.length & 0xff, ...bytes];
  });
  return Uint8Array.from(all);
}

/** The object that UTF-8 JSON is; undefined: it is none. */
export function jsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
}

/** Undefined for arrays, null and what is no object. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}

/** Whether it has these members, all of them, and no other. */
export function hasExactly(object: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean {
  const present = Object.keys(object);
  return present.length === names.length && names.every((name) => Object.hasOwn(object, name));
}
