import type { Letter } from '../letter.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'Your account stays',
    happened: [
      `Somebody, most likely you, signed in, so your account at ${host} is not deleted. Nothing is lost.`,
    ],
    advice: ['If it was you, you need not do anything. If it was not, change your password here:'],
    action: 'Check security',
  }),
  nl: (host) => ({
    subject: 'Je account blijft bestaan',
    happened: [
      `Iemand, waarschijnlijk jij, heeft ingelogd, dus je account bij ${host} wordt niet verwijderd. Er is niets verloren.`,
    ],
    advice: ['Was jij het? Dan hoef je niets te doen. Was jij het niet? Wijzig hier je wachtwoord:'],
    action: 'Beveiliging bekijken',
  }),
};

/** Tells that a sign-in in time kept the account. */
export function deletionCancelledLetter(q: Notice): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}
