import type { Letter } from '../letter.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'Your e-mail address was changed',
    happened: [`Your account at ${host} now has this e-mail address. Use it when you sign in.`],
    advice: [
      'If it was you, you need not do anything. If it was not, somebody opened a link in your mailbox: change the password of your mailbox. You find the account here:',
    ],
    action: 'Check security',
  }),
  nl: (host) => ({
    subject: 'Je e-mailadres is gewijzigd',
    happened: [`Je account bij ${host} heeft nu dit e-mailadres. Gebruik het bij het inloggen.`],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Dan heeft iemand een link in je mailbox geopend: wijzig het wachtwoord van je mailbox. Het account vind je hier:',
    ],
    action: 'Beveiliging bekijken',
  }),
};

/** To the new address, which is the one to sign in with from now on. */
export function emailChangedNewLetter(q: Notice): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}
