import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { letterWithoutLink, type LetterWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string], LetterWords> = {
  en: (host) => ({
    subject: 'Your account was not approved',
    before: [
      `Somebody who runs ${host} looked at your new account and did not approve it. It cannot be used.`,
    ],
    after: ['If you think that is a mistake, ask the people who run it.'],
  }),
  nl: (host) => ({
    subject: 'Je account is niet goedgekeurd',
    before: [
      `Een beheerder van ${host} heeft je nieuwe account bekeken en niet goedgekeurd. Het kan niet gebruikt worden.`,
    ],
    after: ['Denk je dat dit een vergissing is? Vraag het de beheerders.'],
  }),
};

/** Somebody said no. Without a reason: those who run the server know it, and can be asked. */
export function declinedLetter(q: { to: Email; locale: Locale; host: string }): Letter {
  return letterWithoutLink({ ...q, words: WORDS[q.locale](q.host) });
}
