import { type Bytes, concat, randomBytes, sha256, utf8 } from './bytes.ts';

/** 160 random bits: nobody finds them by trying, so they need no stretching. */
export const CODE_BYTES = 20;
/** Crockford's: no I, L, O or U. */
export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const CHECKSUM_BYTES = 5;
const GROUP = 5;

/** 20 bytes. */
export function newCode(): Bytes {
  return randomBytes(CODE_BYTES);
}

/** Eight groups of five characters with a hyphen between them: the code and a checksum, which is another for each kind. */
export async function codeText(code: Bytes, kind: string): Promise<string> {
  const bits = [...concat(code, await checksum(code, kind))].map((byte) => byte.toString(2).padStart(8, '0'));
  const characters = (bits.join('').match(/.{5}/g) ?? []).map((five) => ALPHABET[parseInt(five, 2)] ?? '');
  return (characters.join('').match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/** It finds a slip of the pen, and a key of another kind, not malice: the code itself is what nobody guesses. */
export async function checksum(code: Bytes, kind: string): Promise<Bytes> {
  return (await sha256(concat(utf8(kind), code))).slice(0, CHECKSUM_BYTES);
}
