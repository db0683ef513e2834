import { preparePassword } from '../../../contract/opaque-parameters.ts';

/** What people choose: whole passwords, and the words they are made of. All in lower case. */
export interface CommonPasswords {
  readonly passwords: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

/** While the list has not arrived, or when it cannot: the other rules still hold. */
export const NOTHING_COMMON: CommonPasswords = { passwords: new Set(), words: new Set() };

/** The list file: passwords, an empty line, words; `#` begins a remark. */
export function parseCommonPasswords(text: string): CommonPasswords {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  const gap = lines.indexOf('');
  return {
    passwords: new Set(lines.slice(0, gap)),
    words: new Set(lines.slice(gap + 1).filter(Boolean)),
  };
}

/** Characters as a person counts them, of the password as it will be stretched. */
export function passwordLength(typed: string): number {
  return [...preparePassword(typed)].length;
}
