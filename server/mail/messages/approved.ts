import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { hostOf, letter, type LinkedWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string], LinkedWords> = {
  en: (host) => ({
    subject: 'Your account was approved',
    before: [`Your account at ${host} was approved. You can sign in now:`],
    action: 'Sign in',
    after: [],
  }),
  nl: (host) => ({
    subject: 'Je account is goedgekeurd',
    before: [`Je account bij ${host} is goedgekeurd. Je kunt nu inloggen:`],
    action: 'Inloggen',
    after: [],
  }),
};

/** Somebody said yes. */
export function approvedLetter(q: { to: Email; locale: Locale; link: string }): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}
