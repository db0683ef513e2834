import { domainToASCII } from 'node:url';
import { limits } from '../platform/limits.ts';

declare const normal: unique symbol;

/** An e-mail address in its one canonical form. Look-ups, throttles and credential ids take nothing else. */
export type Email = string & { readonly [normal]: 'email' };

// One @, something on both sides, a dot-separated domain, no spaces, controls or quotes. RFC 5321 allows more; no
// mailbox in use needs it, and every extra character is a way for two spellings to mean one mailbox.
const LOCAL = /^[^\s@"(),:;<>[\]\\\p{C}]{1,64}$/u;
// Judged before the conversion too, which would stop at a slash and undo percent signs.
const UNICODE_DOMAIN = /^[\p{L}\p{N}\p{M}.-]{1,254}$/u;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

// UTS 39: scripts whose letters are drawn alike. No word of any language mixes two of them, so who does means to be
// taken for somebody else (UN-02). A host name is shown in its ASCII form, where nothing looks like anything else.
const DRAWN_ALIKE = [
  /\p{Script=Latin}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Coptic}/u,
  /\p{Script=Lisu}/u,
];

/**
 * Brings an address into its canonical form: trimmed, NFKC, lower case (DOD-C12), the domain in its ASCII form (an
 * internationalised one has two spellings, UTS 46), at most 254 characters. Normalised first and judged afterwards,
 * never the other way round (attacks.md §0, class 9). Undefined when it is no address.
 */
export function parseEmail(typed: string): Email | undefined {
  if (typed.length > limits.emailCharacters * 2) return undefined;
  const [local = '', unicode = '', ...more] = typed
    .trim()
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .split('@');
  const domain = UNICODE_DOMAIN.test(unicode) ? domainToASCII(unicode) : '';
  const email = `${local}@${domain}`;
  const sound = more.length === 0 && LOCAL.test(local) && DOMAIN.test(domain) && !mixesScripts(local);
  return sound && email.length <= limits.emailCharacters ? (email as Email) : undefined;
}

function mixesScripts(text: string): boolean {
  return DRAWN_ALIKE.filter((script) => script.test(text)).length > 1;
}
