import type { Letter } from '../letter.ts';
import { moment } from './format.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string, day: string], NoticeWords> = {
  en: (host, day) => ({
    subject: 'Your account will be deleted',
    happened: [
      `Somebody, most likely you, asked to delete your account at ${host}. It will be deleted on ${day}, with everything in it.`,
    ],
    advice: [
      'If that is what you want, you need not do anything. To keep the account, sign in before that day. If it was not you, change your password then too:',
    ],
    action: 'Keep account',
  }),
  nl: (host, day) => ({
    subject: 'Je account wordt verwijderd',
    happened: [
      `Iemand, waarschijnlijk jij, vroeg om je account bij ${host} te verwijderen. Het wordt verwijderd op ${day}, met alles erin.`,
    ],
    advice: [
      'Wil je dat? Dan hoef je niets te doen. Wil je het account houden? Log dan vóór die dag in. Was jij het niet? Wijzig dan ook je wachtwoord:',
    ],
    action: 'Account houden',
  }),
};

/** Tells until when a deletion can be taken back. */
export function deletionAskedLetter(q: Notice & { readonly deleteAtSeconds: number }): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link), moment(q.deleteAtSeconds, q.locale)) });
}
