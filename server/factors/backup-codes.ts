import { z } from 'zod';
import { equalInConstantTime, hmacSha256 } from '../platform/digest.ts';
import { newBytes } from '../platform/random.ts';
import type { Factor } from './factor.ts';

const CODES = 10;
/** Of five bits each: 60 bits, which nobody guesses online. */
const CHARACTERS = 12;
/** Crockford's base32: no I, L, O and U, so that nothing written by hand can be read as another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const KEY_BYTES = 32;

const backupState = z.object({
  /** Under which the codes are hashed. It lies in the same seal: who has the database alone has neither. */
  key: z.base64url(),
  codes: z.array(z.object({ hash: z.string(), used: z.boolean() })).max(CODES),
});
type BackupState = z.infer<typeof backupState>;

/** Ten codes, each good once, in the place of a factor that is lost. A new set is the end of the old (BC-01). */
export function backupCodes(): Factor {
  return {
    kind: 'backup-codes',
    challenge: async () => ({ kind: 'backup-codes' }),

    verify: async ({ held }, answer) => {
      if (answer.kind !== 'backup-codes') return undefined;
      for (const one of held.filter(({ kind }) => kind === 'backup-codes')) {
        const { data: state } = backupState.safeParse(one.state);
        const next = state && spent(state, answer.code);
        if (next !== undefined) return { next: { held: one, state: next }, amr: ['otp'] };
      }
      return undefined;
    },

    setUp: {
      offer: async () => {
        const { codes, state } = newBackupCodes();
        // What waits for the answer are the hashes already: nothing of ours shows the codes a second time.
        return { offer: { kind: 'backup-codes', codes: [...codes] }, pending: state };
      },
      confirm: async (_asked, pending, proof) => {
        const { data: state } = backupState.safeParse(pending);
        if (state === undefined || proof.kind !== 'backup-codes') return undefined;
        return { kind: 'backup-codes', label: '', state, lookup: undefined };
      },
    },
  };
}

/** A fresh set: the codes as they are shown, `XXXX-XXXX-XXXX`, and what is kept of them. */
export function newBackupCodes(): { readonly codes: readonly string[]; readonly state: object } {
  const codes = Array.from({ length: CODES }, newCode);
  const key = newBytes(KEY_BYTES).toString('base64url');
  const state: BackupState = { key, codes: codes.map((code) => ({ hash: hashOf(key, code), used: false })) };
  return { codes: codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-')), state };
}

/** How many of the set were not used; 0 for what is no set. */
export function leftIn(state: unknown): number {
  return backupState.safeParse(state).data?.codes.filter(({ used }) => !used).length ?? 0;
}

/** The set with that code marked; undefined when it is none of them, or was used. All are looked at, whichever it is. */
function spent(state: BackupState, typed: string): BackupState | undefined {
  const hash = hashOf(state.key, codeOf(typed));
  const matches = state.codes.map((code) => equalInConstantTime(code.hash, hash) && !code.used);
  if (!matches.includes(true)) return undefined;
  return {
    ...state,
    codes: state.codes.map((code, at) => ({ ...code, used: code.used || matches[at] === true })),
  };
}

/** What was typed, in the one form: a hyphen, a space, lower case and look-alikes are nobody's mistake. */
function codeOf(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Cf}\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

function hashOf(key: string, code: string): string {
  return hmacSha256(Buffer.from(key, 'base64url'), code).toString('base64url');
}

function newCode(): string {
  // 32 divides 256: every character is as likely as any other.
  return Array.from(newBytes(CHARACTERS), (byte) => ALPHABET[byte % ALPHABET.length] ?? '').join('');
}
