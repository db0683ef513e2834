import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { duration } from './format.ts';
import { hostOf, letter, type LinkedWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string, valid: string], LinkedWords> = {
  en: (host, valid) => ({
    subject: 'Confirm your e-mail address',
    before: [
      `Somebody, most likely you, wants to create an account at ${host} with this e-mail address.`,
      'Open this link to confirm the address and choose a password:',
    ],
    action: 'Confirm address',
    after: [
      `The link works once, within ${valid}.`,
      'If it was not you, you need not do anything: without the link no account is made.',
    ],
  }),
  nl: (host, valid) => ({
    subject: 'Bevestig je e-mailadres',
    before: [
      `Iemand, waarschijnlijk jij, wil bij ${host} een account maken met dit e-mailadres.`,
      'Open deze link om het adres te bevestigen en een wachtwoord te kiezen:',
    ],
    action: 'Adres bevestigen',
    after: [
      `De link werkt één keer, binnen ${valid}.`,
      'Was jij het niet? Dan hoef je niets te doen: zonder de link komt er geen account.',
    ],
  }),
};

/** Proves the mailbox. `link` carries the ticket in its fragment, so that no server and no proxy on the way logs it. */
export function signUpLetter(q: { to: Email; locale: Locale; link: string; validSeconds: number }): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link), duration(q.validSeconds, q.locale)) });
}
