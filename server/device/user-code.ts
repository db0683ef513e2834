import { newBytes } from '../platform/random.ts';

/** RFC 8628 §6.1: consonants only, so that no code spells a word; 20 letters, 34.5 bits in eight of them. */
const ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ';
const LETTERS = 8;
const GROUP = 4;

/** A byte from here on would make the first letters of the alphabet likelier than the last. */
const FAIR_BYTES = 256 - (256 % ALPHABET.length);

/** Eight letters, each as likely as any other. */
export function newUserCode(): string {
  let code = '';
  // Ends: fifteen bytes of sixteen give a letter.
  while (code.length < LETTERS) {
    const [byte = FAIR_BYTES] = newBytes(1);
    if (byte < FAIR_BYTES) code += ALPHABET.charAt(byte % ALPHABET.length);
  }
  return code;
}

/** As a device shows it: `WDJB-MJHT`. */
export function shownUserCode(code: string): string {
  return `${code.slice(0, GROUP)}-${code.slice(GROUP)}`;
}

/** What somebody typed, without case, spaces and signs between (RFC 8628 §6.1); undefined when it is no code. */
export function parseUserCode(typed: string): string | undefined {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{P}]/gu, '');
  const known = letters.length === LETTERS && [...letters].every((letter) => ALPHABET.includes(letter));
  return known ? letters : undefined;
}
