import { limits } from '../platform/limits.ts';

export type Form = Readonly<Record<string, string>>;

/** Parameters as they came: the first value of each, all values of each, and the names that came more than once. */
export interface Parameters {
  readonly values: Form;
  readonly all: Readonly<Record<string, readonly string[]>>;
  readonly repeated: ReadonlySet<string>;
  /** Set when a limit was passed or the text is no well-formed UTF-8 without NUL; the values are then incomplete. */
  readonly malformed: boolean;
}

/** RFC 6749 §3.1, §3.2: a parameter without a value counts as absent, and none may appear twice. */
export function parseParameters(encoded: string): Parameters {
  const values: Record<string, string> = Object.create(null);
  const all: Record<string, string[]> = Object.create(null);
  const repeated = new Set<string>();
  let malformed = !percentEncodingIsUtf8(encoded);
  let seen = 0;
  for (const [name, value] of new URLSearchParams(encoded)) {
    seen += 1;
    if (seen > limits.parameters) return { values, all, repeated, malformed: true };
    if (value === '') continue;
    if (value.length > limits.parameterCharacters || value.includes('\0') || name.includes('\0'))
      malformed = true;
    else if (name in values) {
      repeated.add(name);
      all[name]?.push(value);
    } else {
      values[name] = value;
      all[name] = [value];
    }
  }
  return { values, all, repeated, malformed };
}

// URLSearchParams silently turns broken UTF-8 into U+FFFD; two different inputs would then mean the same text.
function percentEncodingIsUtf8(encoded: string): boolean {
  if (!encoded.includes('%')) return true;
  try {
    decodeURIComponent(encoded.replace(/%(?![0-9A-Fa-f]{2})/g, '%25'));
    return true;
  } catch {
    return false;
  }
}
