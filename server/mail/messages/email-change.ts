import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { duration } from './format.ts';
import { hostOf, letter, type LinkedWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string, valid: string], LinkedWords> = {
  en: (host, valid) => ({
    subject: 'Confirm your new e-mail address',
    before: [
      `Somebody, most likely you, wants to use this e-mail address for an account at ${host}.`,
      'Open this link to confirm it:',
    ],
    action: 'Confirm address',
    after: [
      `The link works once, within ${valid}.`,
      'If it was not you, you need not do anything: without the link nothing changes.',
    ],
  }),
  nl: (host, valid) => ({
    subject: 'Bevestig je nieuwe e-mailadres',
    before: [
      `Iemand, waarschijnlijk jij, wil dit e-mailadres gebruiken voor een account bij ${host}.`,
      'Open deze link om het te bevestigen:',
    ],
    action: 'Adres bevestigen',
    after: [
      `De link werkt één keer, binnen ${valid}.`,
      'Was jij het niet? Dan hoef je niets te doen: zonder de link verandert er niets.',
    ],
  }),
};

/** To the new address: proves it before anything changes (EM-09). */
export function emailChangeLetter(q: {
  to: Email;
  locale: Locale;
  link: string;
  validSeconds: number;
}): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link), duration(q.validSeconds, q.locale)) });
}
