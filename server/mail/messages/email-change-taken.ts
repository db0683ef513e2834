import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { letterWithoutLink, type LetterWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string], LetterWords> = {
  en: (host) => ({
    subject: 'This address has an account already',
    before: [
      `Somebody, most likely you, wanted to use this e-mail address for another account at ${host}.`,
      'It has an account already, so nothing was changed. To use it for the other account, first give this one another address, or delete it.',
    ],
    after: [
      'If it was not you, you need not do anything: whoever asked was not told that there is an account.',
    ],
  }),
  nl: (host) => ({
    subject: 'Bij dit adres hoort al een account',
    before: [
      `Iemand, waarschijnlijk jij, wilde dit e-mailadres gebruiken voor een ander account bij ${host}.`,
      'Er hoort al een account bij, dus er is niets veranderd. Wil je het voor het andere account gebruiken, geef dit account dan eerst een ander adres, of verwijder het.',
    ],
    after: [
      'Was jij het niet? Dan hoef je niets te doen: wie het vroeg, kreeg niet te horen dat er een account is.',
    ],
  }),
};

/** To a new address that has an account: the page said the same to whoever asked. */
export function emailChangeTakenLetter(q: { to: Email; locale: Locale; host: string }): Letter {
  return letterWithoutLink({ ...q, words: WORDS[q.locale](q.host) });
}
