import { PASSWORD_LENGTH_MIN } from '../../../contract/opaque-parameters.ts';
import { type CommonPasswords, passwordLength } from '../password/common.ts';
import { judge } from '../password/judge.ts';
import type { Words } from '../words/en.ts';

const NAME_LENGTH_MAX = 120;
/** Control characters, and those that turn the direction of the text around a name (UI-08). */
const INVISIBLE = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

export interface NewAccount {
  readonly name: string;
  readonly password: string;
  readonly repeated: string;
}

export type NewAccountErrors = { readonly [Field in keyof NewAccount]?: string | undefined };

interface Found {
  readonly errors: NewAccountErrors;
  /** Id of the first field to correct, which gets the focus. */
  readonly first: string | undefined;
}

/** What has to be corrected before the account can be made. */
export function findErrors(typed: NewAccount, email: string, words: Words, common: CommonPasswords): Found {
  const errors: NewAccountErrors = {
    name: nameError(typed.name, words),
    password: passwordError(typed.password, email, words, common),
    repeated: typed.repeated === typed.password ? undefined : words.password.different,
  };
  const order = [
    ['name', errors.name],
    ['new-password', errors.password],
    ['repeat-password', errors.repeated],
  ] as const;
  return { errors, first: order.find(([, error]) => error !== undefined)?.[0] };
}

function nameError(name: string, { fields }: Words): string | undefined {
  if (name.trim() === '') return fields.nameMissing;
  if (INVISIBLE.test(name.trim())) return fields.nameCharacters;
  return name.trim().length > NAME_LENGTH_MAX ? fields.nameLong : undefined;
}

function passwordError(
  typed: string,
  email: string,
  words: Words,
  common: CommonPasswords,
): string | undefined {
  switch (judge(typed, email, common).verdict) {
    case 'fine':
      return undefined;
    case 'too-short':
      return words.password.tooShort(PASSWORD_LENGTH_MIN - passwordLength(typed));
    case 'too-long':
      return words.password.tooLong;
    case 'is-email':
      return words.password.isEmail;
    case 'common':
      return words.password.common;
    case 'predictable':
      return words.password.predictable;
  }
}
