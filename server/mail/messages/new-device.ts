import type { Letter } from '../letter.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'New sign-in to your account',
    happened: [
      `Somebody, most likely you, signed in to your account at ${host} from a browser that was not used before.`,
    ],
    advice: [
      'If it was you, you need not do anything. If it was not, sign that browser out here and change your password:',
    ],
    action: 'Look at devices',
  }),
  nl: (host) => ({
    subject: 'Nieuwe aanmelding bij je account',
    happened: [
      `Iemand, waarschijnlijk jij, logde in op je account bij ${host} met een browser die nog niet eerder gebruikt was.`,
    ],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Log die browser hier uit en wijzig je wachtwoord:',
    ],
    action: 'Apparaten bekijken',
  }),
};

/** Tells of a sign-in from a browser that this account was not used in before. */
export function newDeviceLetter(q: Notice): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}
