import type { Letter } from '../letter.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'Your password was removed',
    happened: [
      `The password of your account at ${host} was removed. From now on the account opens with a passkey alone.`,
    ],
    advice: [
      'If it was you, you need not do anything. If it was not, sign in with your passkey and remove every passkey you do not know:',
    ],
    action: 'Check security',
  }),
  nl: (host) => ({
    subject: 'Je wachtwoord is verwijderd',
    happened: [
      `Het wachtwoord van je account bij ${host} is verwijderd. Vanaf nu gaat het account alleen met een passkey open.`,
    ],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Log in met je passkey en verwijder elke passkey die je niet kent:',
    ],
    action: 'Beveiliging bekijken',
  }),
};

/** Tells that the account opens with passkeys alone from now on. */
export function passwordRemovedLetter(q: Notice): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}
