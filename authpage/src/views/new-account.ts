import { PASSWORD_LENGTH_MIN } from '../../../contract/opaque-parameters.ts';
import { type CommonPasswords, passwordLength } from '../password/common.ts';
import { judge } from '../password/judge.ts';
import type { Words } from '../words/en.ts';

const NAME_LENGTH_MAX = 120;
/** Control characters, and those that turn the direction of the text around a name (UI-08). */
const INVISIBLE = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

export interface NewPassword {
  readonly password: string;
  readonly repeated: string;
}

export interface NewAccount extends NewPassword {
  readonly name: string;
}

export type NewPasswordErrors = { readonly [Field in keyof NewPassword]?: string | undefined };
export type NewAccountErrors = { readonly [Field in keyof NewAccount]?: string | undefined };

interface Found<Errors> {
  readonly errors: Errors;
  /** Id of the first field to correct, which gets the focus. */
  readonly first: string | undefined;
}

/** What has to be corrected before the account can be made. */
export function findErrors(
  typed: NewAccount,
  email: string,
  words: Words,
  common: CommonPasswords,
): Found<NewAccountErrors> {
  const name = nameError(typed.name, words);
  const { errors, first } = findPasswordErrors(typed, email, words, common);
  return { errors: { ...errors, name }, first: name === undefined ? first : 'name' };
}

/** What has to be corrected before the password can be used. */
export function findPasswordErrors(
  typed: NewPassword,
  email: string,
  words: Words,
  common: CommonPasswords,
): Found<NewPasswordErrors> {
  const password = passwordError(typed.password, email, words, common);
  const repeated = typed.repeated === typed.password ? undefined : words.password.different;
  const order = [
    ['new-password', password],
    ['repeat-password', repeated],
  ] as const;
  return { errors: { password, repeated }, first: order.find(([, error]) => error !== undefined)?.[0] };
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
