/**
 * What both halves of OPAQUE must agree on to the byte (RFC 9807). The parameters of the key stretching are pinned
 * here, in the page, and never taken from an answer: a server cannot talk a browser into a cheaper one.
 * This file imports nothing, so that the worker carries no schema library.
 */
export const keyStretchings = {
  'a2id-64m-3-4': { 'argon2id-custom': { iterations: 3, memory: 65536, parallelism: 4 } },
} as const;

export type KsfId = keyof typeof keyStretchings;

/** New credentials are stretched with this one. */
export const CURRENT_KSF: KsfId = 'a2id-64m-3-4';

/** The server's identity inside OPAQUE: fixed for ever, and no URL, so that an issuer may move. */
export const OPAQUE_IDENTIFIERS = { server: 'tacet' } as const;

/**
 * RFC 8265 §4.2 (OpaqueString): other spaces become U+0020, then NFC. Fixed for ever: a password typed on a phone
 * must stretch to the same bytes as the one typed on a laptop. The one piece of logic in this folder, because page
 * and command line must agree on it.
 */
export function preparePassword(typed: string): string {
  return typed.replace(/\p{Zs}/gu, ' ').normalize('NFC');
}

export const PASSWORD_LENGTH_MIN = 10;
export const PASSWORD_LENGTH_MAX = 1024;
