import { type Bytes, utf8 } from './bytes.ts';
import { ALPHABET, CODE_BYTES, checksum, codeText } from './code-text.ts';
import { hkdf } from './derive.ts';

const KIND = 'tacet recovery key v1';
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

/** Eight groups of five characters with a hyphen between them: the code and a checksum. */
export const recoveryText = (code: Bytes): Promise<string> => codeText(code, KIND);

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
  const right = await checksum(code, KIND);
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
