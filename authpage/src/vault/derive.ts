import { type Bytes, concat, utf8 } from './bytes.ts';

const FRAME_PART_BYTES_MAX = 0xffff;

interface Derivation {
  readonly hash: 'SHA-256' | 'SHA-512';
  readonly ikm: Bytes;
  /** UTF-8: here always the account id. */
  readonly salt: string;
  readonly info: Bytes;
  /** Bytes. */
  readonly length: number;
}

/**
 * F(a, b, …): each part as UTF-8 behind its length in two bytes, big-endian, so that no two lists of parts look alike.
 * Throws a RangeError at a part of more than 65,535 bytes.
 */
export function frame(...parts: readonly (string | Uint8Array)[]): Bytes {
  return concat(
    ...parts.flatMap((part) => {
      const bytes = typeof part === 'string' ? utf8(part) : part;
      if (bytes.length > FRAME_PART_BYTES_MAX) throw new RangeError('a part of a frame is too long');
      return [Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes];
    }),
  );
}

/** HKDF (RFC 5869). */
export async function hkdf({ hash, ikm, salt, info, length }: Derivation): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', ikm, 'HKDF', false, ['deriveBits']);
  const parameters = { name: 'HKDF', hash, salt: utf8(salt), info };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, length * 8));
}
