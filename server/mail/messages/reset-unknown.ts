import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { letterWithoutLink, type LetterWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string], LetterWords> = {
  en: (host) => ({
    subject: 'There is no account under this address',
    before: [
      `Somebody, most likely you, asked to reset a password at ${host} with this e-mail address.`,
      'There is no account under this address, so nothing was done. If you have an account there, it is under another address.',
    ],
    after: ['If it was not you, you need not do anything.'],
  }),
  nl: (host) => ({
    subject: 'Bij dit adres hoort geen account',
    before: [
      `Iemand, waarschijnlijk jij, vroeg bij ${host} om een nieuw wachtwoord met dit e-mailadres.`,
      'Bij dit adres hoort geen account, dus er is niets gebeurd. Heb je daar wel een account, dan hoort het bij een ander adres.',
    ],
    after: ['Was jij het niet? Dan hoef je niets te doen.'],
  }),
};

/** What an address without an account gets: the page said the same to whoever asked (EN-06). */
export function resetUnknownLetter(q: { to: Email; locale: Locale; host: string }): Letter {
  return letterWithoutLink({ ...q, words: WORDS[q.locale](q.host) });
}
