/** A pattern that is matched in time proportional to text and pattern, whatever stands in either. */
export interface PlainPattern {
  /** True when the whole text fits: nothing before it, nothing behind, not even a line break. */
  matches(text: string): boolean;
}

interface Part {
  readonly takes: (character: string) => boolean;
  readonly min: number;
  readonly max: number;
}

const PATTERN_CHARACTERS_MAX = 256;
const PARTS_MAX = 64;
const REPEATS_MAX = 4096;
const CLASS_MAX = 64;

/** `\d`, a class in brackets, an escaped sign, or a plain one; then `?`, `{n}` or `{n,m}`. */
const PART =
  /(?:(\\d)|\[([^\][\\^]{1,64})\]|\\([.\\?*+^$|()[\]{}\-/])|([A-Za-z0-9 _:,;@#%&=!~'"<>/-]))(?:(\?)|\{(\d{1,4})(?:,(\d{1,4}))?\})?/y;
const PRINTABLE = /^[\x20-\x7E]+$/;

/**
 * Reads a small part of what regular expressions are: a row of single characters, `\d` and classes such as `[A-Z0-9-]`,
 * each once or with `?`, `{n}` or `{n,m}`. No group, choice or endless repetition: with those, one value may keep a server
 * busy for ever. Undefined for everything else.
 */
export function plainPattern(text: string): PlainPattern | undefined {
  if (text.length > PATTERN_CHARACTERS_MAX || !PRINTABLE.test(text)) return undefined;
  const parts: Part[] = [];
  for (PART.lastIndex = 0; PART.lastIndex < text.length;) {
    const found = PART.exec(text);
    const part = found && partOf(found);
    if (!part || parts.push(part) > PARTS_MAX) return undefined;
  }
  return parts.length === 0 ? undefined : { matches: (value) => fits(parts, value) };
}

function partOf([, digit, group, escaped, plain, maybe, least, most]: RegExpExecArray): Part | undefined {
  const takes =
    digit !== undefined ? isDigit : group !== undefined ? oneOf(group) : equals(escaped ?? plain ?? '');
  if (takes === undefined) return undefined;
  if (maybe !== undefined) return { takes, min: 0, max: 1 };
  const min = Number(least ?? 1);
  const max = Number(most ?? least ?? 1);
  return max >= min && max >= 1 && max <= REPEATS_MAX ? { takes, min, max } : undefined;
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

function equals(sign: string): Part['takes'] {
  return (character) => character === sign;
}

/** Ranges and single signs; a hyphen stands for itself at either end. Undefined for a range that runs backwards. */
function oneOf(group: string): Part['takes'] | undefined {
  const signs = [...group].slice(0, CLASS_MAX);
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < signs.length; at += 1) {
    const [from = '', hyphen, to] = signs.slice(at, at + 3);
    const isRange = hyphen === '-' && to !== undefined;
    if (isRange && to < from) return undefined;
    ranges.push([from, isRange ? to : from]);
    if (isRange) at += 2;
  }
  return (character) => ranges.some(([from, to]) => character >= from && character <= to);
}

/**
 * All places at once where the parts so far may end, part by part: as many steps as there are parts, times the
 * characters. There is no way back to try again.
 */
function fits(parts: readonly Part[], text: string): boolean {
  let ends: readonly boolean[] = Array.from({ length: text.length + 1 }, (_, at) => at === 0);
  for (const part of parts) ends = endsAfter(part, text, ends);
  return ends[text.length] === true;
}

function endsAfter({ takes, min, max }: Part, text: string, starts: readonly boolean[]): readonly boolean[] {
  // How often the part could be repeated from each place on.
  const runs = new Array<number>(text.length + 1).fill(0);
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (takes(text.charAt(at))) runs[at] = (runs[at + 1] ?? 0) + 1;
  }
  // From each start a stretch of ends begins and stops; the sum of what has begun tells where one is.
  const begins = new Array<number>(text.length + 2).fill(0);
  for (const [at, isStart] of starts.entries()) {
    const reach = Math.min(runs[at] ?? 0, max);
    if (!isStart || reach < min) continue;
    begins[at + min] = (begins[at + min] ?? 0) + 1;
    begins[at + reach + 1] = (begins[at + reach + 1] ?? 0) - 1;
  }
  let open = 0;
  return begins.slice(0, text.length + 1).map((change) => (open += change) > 0);
}
