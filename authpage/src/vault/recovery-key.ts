import { type Bytes, concat, randomBytes, sha256, utf8 } from './bytes.ts';
import { hkdf } from './derive.ts';

/** 160 random bits: nobody finds them by trying, so they need no stretching. */
const CODE_BYTES = 20;
const CHECKSUM_BYTES = 5;
const GROUP = 5;
/** Crockford's: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TYPED_CHARACTERS_MAX = 200;

/** Which recovery key it is, what shows the server that somebody has it, and what opens the account key. */
export interface RecoveryParts {
  /** 16 bytes. */
  readonly lookup: Bytes;
  /** 32 bytes. */
  readonly proof: Bytes;
  /** 32 bytes; never leaves the worker. */
  readonly kek: Bytes;
}

/** 20 bytes. */
export function newRecoveryCode(): Bytes {
  return randomBytes(CODE_BYTES);
}

/** Eight groups of five characters with a hyphen between them: the code and a checksum. */
export async function recoveryText(code: Bytes): Promise<string> {
  const bits = [...concat(code, await checksum(code))].map((byte) => byte.toString(2).padStart(8, '0'));
  const characters = (bits.join('').match(/.{5}/g) ?? []).map((five) => ALPHABET[parseInt(five, 2)] ?? '');
  return (characters.join('').match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/**
 * The code that somebody typed: in either case, with blanks and hyphens anywhere, I and L for 1, O for 0. Undefined: it is
 * none, or a character of it is another.
 */
export async function parseRecoveryText(typed: string): Promise<Bytes | undefined> {
  if (typed.length > TYPED_CHARACTERS_MAX) return undefined;
  const characters = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/[IL]/g, '1')
    .replaceAll('O', '0');
  if (!/^[0-9A-HJKMNP-TV-Z]{40}$/.test(characters)) return undefined;
  const bits = [...characters].map((character) => ALPHABET.indexOf(character).toString(2).padStart(5, '0'));
  const bytes = Uint8Array.from(bits.join('').match(/.{8}/g) ?? [], (eight) => parseInt(eight, 2));
  const code = bytes.slice(0, CODE_BYTES);
  const told = bytes.slice(CODE_BYTES);
  const right = await checksum(code);
  return right.every((byte, at) => byte === told[at]) ? code : undefined;
}

/** The three that a code is split into, for that account; none tells anything of another. */
export async function splitRecoveryCode(code: Bytes, accountId: string): Promise<RecoveryParts> {
  const part = (info: string, length: number) =>
    hkdf({ hash: 'SHA-256', ikm: code, salt: accountId, info: utf8(info), length });
  const [lookup, proof, kek] = await Promise.all([
    part('recovery/id/v1', 16),
    part('recovery/auth/v1', 32),
    part('recovery/kek/v1', 32),
  ]);
  return { lookup, proof, kek };
}

/** It finds a slip of the pen, not malice: the code itself is what nobody guesses. */
async function checksum(code: Bytes): Promise<Bytes> {
  return (await sha256(concat(utf8('tacet recovery key v1'), code))).slice(0, CHECKSUM_BYTES);
}
