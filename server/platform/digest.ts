import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a UTF-8 text or of bytes; 32 bytes. */
export function sha256(input: string | Uint8Array): Buffer {
  return createHash('sha256').update(input).digest();
}

/** SHA-512 of a UTF-8 text or of bytes; 64 bytes. */
export function sha512(input: string | Uint8Array): Buffer {
  return createHash('sha512').update(input).digest();
}

/** SHA-256 as 43 characters of base64url: how a secret of our own making is written down. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** HMAC-SHA-256; 32 bytes. */
export function hmacSha256(key: Uint8Array, input: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(input).digest();
}

/** Compares two strings in time that does not depend on where they differ. */
export function equalInConstantTime(left: string, right: string): boolean {
  return timingSafeEqual(sha256(left), sha256(right));
}
