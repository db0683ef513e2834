import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { duration } from './format.ts';
import { hostOf, letter, type LinkedWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string, valid: string], LinkedWords> = {
  en: (host, valid) => ({
    subject: 'Choose a new password',
    before: [
      `Somebody, most likely you, asked to reset the password of your account at ${host}.`,
      'Before you go on: a reset signs you out everywhere, and what only your password could open stays closed until your recovery key or a passkey opens it.',
      'Open this link to choose a new password:',
    ],
    action: 'Choose new password',
    after: [
      `The link works once, within ${valid}.`,
      'If it was not you, you need not do anything: without the link your password stays as it is.',
    ],
  }),
  nl: (host, valid) => ({
    subject: 'Kies een nieuw wachtwoord',
    before: [
      `Iemand, waarschijnlijk jij, vroeg om een nieuw wachtwoord voor je account bij ${host}.`,
      'Voordat je verdergaat: daarna ben je overal uitgelogd, en wat alleen je wachtwoord kon openen, blijft dicht tot je herstelsleutel of een passkey het opent.',
      'Open deze link om een nieuw wachtwoord te kiezen:',
    ],
    action: 'Nieuw wachtwoord kiezen',
    after: [
      `De link werkt één keer, binnen ${valid}.`,
      'Was jij het niet? Dan hoef je niets te doen: zonder de link blijft je wachtwoord zoals het is.',
    ],
  }),
};

/** Says before the link is followed what a reset costs. */
export function resetLetter(q: { to: Email; locale: Locale; link: string; validSeconds: number }): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link), duration(q.validSeconds, q.locale)) });
}
