import { limits } from '../platform/limits.ts';

declare const normal: unique symbol;

/** An e-mail address in its one canonical form. Look-ups, throttles and credential ids take nothing else. */
export type Email = string & { readonly [normal]: 'email' };

// One @, something on both sides, a dot-separated domain, no spaces, controls or quotes. RFC 5321 allows more; no
// mailbox in use needs it, and every extra character is a way for two spellings to mean one mailbox.
const SHAPE = /^[^\s@"(),:;<>[\]\\\p{C}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/**
 * Brings an address into its canonical form: trimmed, NFKC, lower case (DOD-C12), at most 254 characters.
 * Normalised first and judged afterwards, never the other way round. Undefined when it is no address.
 */
export function parseEmail(typed: string): Email | undefined {
  if (typed.length > limits.emailCharacters * 2) return undefined;
  const email = typed.trim().normalize('NFKC').toLowerCase().normalize('NFKC');
  return email.length <= limits.emailCharacters && SHAPE.test(email) ? (email as Email) : undefined;
}
