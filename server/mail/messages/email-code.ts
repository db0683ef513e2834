import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { duration, inTwo } from './format.ts';
import { letterWithoutLink, type LetterWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string, valid: string], LetterWords> = {
  en: (host, valid) => ({
    subject: 'Your code to sign in',
    before: [`Enter this code on the page of ${host} that asks for it:`],
    after: [
      `The code works once, within ${valid}. Give it to nobody: nobody who runs ${host} will ask you for it.`,
      'If you are not signing in, somebody else is, and may know your password. Without the code they do not get in. Change your password soon.',
    ],
  }),
  nl: (host, valid) => ({
    subject: 'Je code om in te loggen',
    before: [`Vul deze code in op de pagina van ${host} die erom vraagt:`],
    after: [
      `De code werkt één keer, binnen ${valid}. Geef hem aan niemand: geen beheerder van ${host} zal erom vragen.`,
      'Ben je niet aan het inloggen? Dan is iemand anders dat wel, en die kent misschien je wachtwoord. Zonder de code komt die er niet in. Wijzig snel je wachtwoord.',
    ],
  }),
};

/** Carries the code of the second step, and no link: a code is typed where it was asked for. */
export function emailCodeLetter(q: {
  to: Email;
  locale: Locale;
  host: string;
  code: string;
  validSeconds: number;
}): Letter {
  const words = WORDS[q.locale](q.host, duration(q.validSeconds, q.locale));
  return letterWithoutLink({ ...q, code: inTwo(q.code), words });
}
