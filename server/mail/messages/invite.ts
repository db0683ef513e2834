import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { duration } from './format.ts';
import { hostOf, letter, type LinkedWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string, valid: string], LinkedWords> = {
  en: (host, valid) => ({
    subject: 'You are invited to create an account',
    before: [
      `Somebody who runs ${host} invites you to create an account there.`,
      'Open this link to accept and choose a password:',
    ],
    action: 'Create account',
    after: [
      `The link works once, within ${valid}.`,
      'If you do not want an account, you need not do anything: without the link none is made.',
    ],
  }),
  nl: (host, valid) => ({
    subject: 'Je bent uitgenodigd om een account te maken',
    before: [
      `Een beheerder van ${host} nodigt je uit om daar een account te maken.`,
      'Open deze link om de uitnodiging aan te nemen en een wachtwoord te kiezen:',
    ],
    action: 'Account aanmaken',
    after: [
      `De link werkt één keer, binnen ${valid}.`,
      'Wil je geen account? Dan hoef je niets te doen: zonder de link komt er geen.',
    ],
  }),
};

/** Asks somebody in. The ticket in the fragment of `link` proves the mailbox too. */
export function inviteLetter(q: { to: Email; locale: Locale; link: string; validSeconds: number }): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link), duration(q.validSeconds, q.locale)) });
}
