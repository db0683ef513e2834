import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { masked } from './format.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string, newAddress: string], NoticeWords> = {
  en: (host, newAddress) => ({
    subject: 'Somebody asked to change your e-mail address',
    happened: [
      `Somebody, most likely you, asked to change the e-mail address of your account at ${host} to ${newAddress}.`,
      'Nothing has changed yet: the new address must be confirmed first.',
    ],
    advice: [
      'If it was you, you need not do anything here. If it was not, somebody is signed in to your account: change your password and sign out what you do not know:',
    ],
    action: 'Check security',
  }),
  nl: (host, newAddress) => ({
    subject: 'Iemand wil je e-mailadres wijzigen',
    happened: [
      `Iemand, waarschijnlijk jij, wil het e-mailadres van je account bij ${host} wijzigen in ${newAddress}.`,
      'Er is nog niets veranderd: het nieuwe adres moet eerst bevestigd worden.',
    ],
    advice: [
      'Was jij het? Dan hoef je hier niets te doen. Was jij het niet? Dan is iemand anders ingelogd op je account: wijzig je wachtwoord en log uit wat je niet kent:',
    ],
    action: 'Beveiliging bekijken',
  }),
};

/** To the old address. The new one is masked: an old mailbox may have other readers by now. */
export function emailChangeAskedLetter(q: Notice & { readonly newEmail: Email }): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link), masked(q.newEmail)) });
}
