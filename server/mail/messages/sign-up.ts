import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { hostOf, letter, type LetterWords } from './frame.ts';

const HOUR_SECONDS = 3_600;
const MINUTE_SECONDS = 60;

const WORDS: Readonly<Record<Locale, (host: string, valid: string) => LetterWords>> = {
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
    footer: `Sent by ${host}, which runs Tacet.`,
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
    footer: `Verstuurd door ${host}, dat op Tacet draait.`,
  }),
};

/** Proves the mailbox. `link` carries the ticket in its fragment, so that no server and no proxy on the way logs it. */
export function signUpLetter(q: { to: Email; locale: Locale; link: string; validSeconds: number }): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link), duration(q.validSeconds, q.locale)) });
}

/** In whole hours from two on, in minutes below; rounded down, so that the letter never promises too much. */
function duration(seconds: number, locale: Locale): string {
  const [unit, unitSeconds] =
    seconds < 2 * HOUR_SECONDS ? ['minute', MINUTE_SECONDS] : ['hour', HOUR_SECONDS];
  const options = { style: 'unit', unit: `${unit}`, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(locale, options).format(Math.floor(seconds / Number(unitSeconds)));
}
