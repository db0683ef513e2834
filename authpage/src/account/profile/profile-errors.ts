import type { Profile } from '../../../../contract/account.ts';
import type { AccountWords } from '../../words/account/en.ts';
import type { Words } from '../../words/en.ts';

const LINE_LENGTH_MAX = 120;
const WEBSITE_LENGTH_MAX = 512;
/** Control characters, and those that turn the direction of the text around a name (UI-08). */
const INVISIBLE = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

export type ProfileErrors = { readonly [Field in keyof Profile]?: string | undefined };

/** In the order they stand on the page. */
export const profileFields = [
  'name',
  'givenName',
  'familyName',
  'nickname',
  'website',
  'locale',
  'zoneinfo',
] as const satisfies readonly (keyof Profile)[];

/** What has to be corrected before the profile can be kept. */
export function profileErrors(typed: Profile, { fields }: Words, { profile }: AccountWords): ProfileErrors {
  const line = (text: string) => {
    if (INVISIBLE.test(text.trim())) return profile.invisible;
    return text.trim().length > LINE_LENGTH_MAX ? fields.nameLong : undefined;
  };
  return {
    name: typed.name.trim() === '' ? fields.nameMissing : line(typed.name),
    givenName: line(typed.givenName),
    familyName: line(typed.familyName),
    nickname: line(typed.nickname),
    website: isWebsite(typed.website) ? undefined : profile.websiteMalformed,
  };
}

/** What was typed without the blanks around it. */
export function trimmed(typed: Profile): Profile {
  return {
    ...typed,
    name: typed.name.trim(),
    givenName: typed.givenName.trim(),
    familyName: typed.familyName.trim(),
    nickname: typed.nickname.trim(),
    website: typed.website.trim(),
  };
}

function isWebsite(typed: string): boolean {
  const text = typed.trim();
  if (text === '') return true;
  return text.length <= WEBSITE_LENGTH_MAX && /^https?:\/\//i.test(text) && URL.canParse(text);
}
