import type { Letter } from '../letter.ts';
import { codesLeftFact } from './facts.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'You have few backup codes left',
    happened: [`A backup code was used to sign in to your account at ${host}. Few are left.`],
    advice: [
      'If it was you, make new codes here while you can sign in; the old ones stop working then. If it was not, change your password too:',
    ],
    action: 'Make new codes',
  }),
  nl: (host) => ({
    subject: 'Je hebt nog maar weinig back-upcodes',
    happened: [
      `Er is met een back-upcode ingelogd op je account bij ${host}. Er zijn er nog maar weinig over.`,
    ],
    advice: [
      'Was jij het? Maak hier nieuwe codes zolang je kunt inloggen; de oude werken dan niet meer. Was jij het niet? Wijzig dan ook je wachtwoord:',
    ],
    action: 'Nieuwe codes maken',
  }),
};

/** Tells of a backup code that was used, when few are left. */
export function backupCodesLowLetter(q: Notice & { readonly codesLeft: number }): Letter {
  return noticeLetter({
    ...q,
    facts: [codesLeftFact(q.codesLeft, q.locale)],
    words: WORDS[q.locale](hostOf(q.link)),
  });
}
