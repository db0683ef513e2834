import { Buffer } from 'node:buffer';

/**
 * Decodes strictly: undefined for padding, foreign characters and spare bits that are not zero. So one value has one
 * spelling, and a token that was cut, extended or respelled is another token (AC-10; ZITADEL CVE-2026-27840).
 */
export function decodeBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
