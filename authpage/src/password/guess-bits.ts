import { plain } from './plain.ts';

/** 20,000 words, some written with a capital or with signs. */
const WORD_BITS = 15;
const WORD_LENGTH_MIN = 4;
const WORD_LENGTH_MAX = 20;
/** The next key of a row, the next letter, the same character again. */
const NEXT_BITS = 1;

const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz', 'azertyuiop'];
const COLUMNS = ['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm'];
const NEIGHBOURS = new Set(
  [...ROWS, ...COLUMNS].flatMap((row) =>
    [...row].slice(1).flatMap((key, index) => [`${row[index]}${key}`, `${key}${row[index]}`]),
  ),
);

/** About how many guesses, as a power of two, by somebody who tries words and patterns before everything else. */
export function guessBits(password: string, words: ReadonlySet<string>): number {
  const unit = repeatedUnit(password);
  if (unit !== password) return guessBits(unit, words) + Math.log2(password.length / unit.length);
  const lower = password.toLowerCase();
  const letters = plain(lower);
  let bits = 0;
  let at = 0;
  while (at < password.length) {
    const length = wordAt(lower, at, words) || wordAt(letters, at, words);
    if (length > 0) {
      bits += WORD_BITS;
      at += length;
    } else {
      bits += follows(lower, at) ? NEXT_BITS : characterBits(password.charAt(at));
      at += 1;
    }
  }
  return bits;
}

/** The shortest piece that, repeated, gives the whole. */
function repeatedUnit(password: string): string {
  return /^(.+?)\1+$/su.exec(password)?.[1] ?? password;
}

/** Length of the longest common word that begins here; 0 when none does. */
function wordAt(text: string, at: number, words: ReadonlySet<string>): number {
  const longest = Math.min(WORD_LENGTH_MAX, text.length - at);
  for (let length = longest; length >= WORD_LENGTH_MIN; length -= 1) {
    if (words.has(text.slice(at, at + length))) return length;
  }
  return 0;
}

function follows(lower: string, at: number): boolean {
  const pair = lower.slice(at - 1, at + 1);
  return at > 0 && (pair.charAt(0) === pair.charAt(1) || NEIGHBOURS.has(pair));
}

/** Letters in a row are rarely random: less than their alphabet would give. */
function characterBits(character: string): number {
  if (/\p{Ll}/u.test(character)) return 4.2;
  if (/\d/.test(character)) return 3.3;
  return 5.2;
}
