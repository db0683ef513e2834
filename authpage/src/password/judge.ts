import {
  PASSWORD_LENGTH_MAX,
  PASSWORD_LENGTH_MIN,
  preparePassword,
} from '../../../contract/opaque-parameters.ts';
import { type CommonPasswords, passwordLength } from './common.ts';
import { guessBits } from './guess-bits.ts';
import { plain } from './plain.ts';

export type Verdict = 'fine' | 'too-short' | 'too-long' | 'is-email' | 'common' | 'predictable';
export type Strength = 'weak' | 'fair' | 'good' | 'strong';

/** Below this the words and patterns of a password are tried before a patient thief of the database gives up. */
const PREDICTABLE_BITS = 35;
const FAIR_BITS = 50;
const GOOD_BITS = 65;
/** Digits and signs added to a common word do not make it less common. */
const ADDED_CHARACTERS_MAX = 5;

/**
 * Whether a new password may be used, and how long it would stand. A hint, not a proof: it knows common
 * passwords, common words, rows of keys and repeats, in English and a little Dutch; it does not know the person.
 */
export function judge(
  typed: string,
  email: string,
  common: CommonPasswords,
): { readonly verdict: Verdict; readonly strength: Strength } {
  const password = preparePassword(typed);
  const refused = (verdict: Verdict) => ({ verdict, strength: 'weak' as const });
  if (passwordLength(password) < PASSWORD_LENGTH_MIN) return refused('too-short');
  if (password.length > PASSWORD_LENGTH_MAX) return refused('too-long');
  if (isEmail(password, email)) return refused('is-email');
  if (isCommon(password, common)) return refused('common');
  const bits = guessBits(password, common.words);
  if (bits < PREDICTABLE_BITS) return refused('predictable');
  if (bits < FAIR_BITS) return { verdict: 'fine', strength: 'fair' };
  return { verdict: 'fine', strength: bits < GOOD_BITS ? 'good' : 'strong' };
}

/** The address, its name part, or one of them with a little added. */
function isEmail(password: string, email: string): boolean {
  const address = email.toLowerCase();
  const lower = password.toLowerCase();
  const names = [address, address.split('@')[0] ?? address].filter((name) => name.length > 2);
  return names.some((name) => lower.includes(name) && lower.length - name.length <= ADDED_CHARACTERS_MAX);
}

function isCommon(password: string, { passwords, words }: CommonPasswords): boolean {
  const lower = password.toLowerCase();
  const spellings = [lower, plain(lower)];
  if (spellings.some((spelling) => passwords.has(spelling) || words.has(spelling))) return true;
  return spellings.some((spelling) => {
    const core = /^[^\p{L}]*(.*?)[^\p{L}]*$/u.exec(spelling)?.[1] ?? '';
    if (spelling.length - core.length > ADDED_CHARACTERS_MAX) return false;
    return [core, plain(core)].some((word) => words.has(word) || passwords.has(word));
  });
}
