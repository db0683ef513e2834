import type { Letter } from '../letter.ts';
import { triesFact } from './facts.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'Somebody may know your password',
    happened: [
      `Somebody gave the right password of your account at ${host}, but failed at the second step again and again. They were not let in.`,
    ],
    advice: [
      'If it was you, you need not do anything. If it was not, somebody knows your password: change it here:',
    ],
    action: 'Change password',
  }),
  nl: (host) => ({
    subject: 'Misschien kent iemand je wachtwoord',
    happened: [
      `Iemand vulde het juiste wachtwoord van je account bij ${host} in, maar kwam keer op keer niet door de tweede stap. Diegene is niet binnengelaten.`,
    ],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Dan kent iemand je wachtwoord: wijzig het hier:',
    ],
    action: 'Wachtwoord wijzigen',
  }),
};

/** The only sign that somebody knows the password: with OPAQUE a wrong one is never seen. */
export function factorGuessedLetter(q: Notice & { readonly tries: number }): Letter {
  return noticeLetter({
    ...q,
    facts: [triesFact(q.tries, q.locale)],
    words: WORDS[q.locale](hostOf(q.link)),
  });
}
