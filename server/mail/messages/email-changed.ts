import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { duration, masked } from './format.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string, newAddress: string, valid: string], NoticeWords> = {
  en: (host, newAddress, valid) => ({
    subject: 'Your e-mail address was changed',
    happened: [
      `The e-mail address of your account at ${host} is now ${newAddress}. Letters about your account go there from now on.`,
    ],
    advice: [
      'If it was you, you need not do anything. If it was not, this link gives your account its old address back:',
    ],
    action: 'Undo the change',
    after: [
      `The link works once, within ${valid}. Choose a new password after that, so that whoever did this stays out.`,
    ],
  }),
  nl: (host, newAddress, valid) => ({
    subject: 'Je e-mailadres is gewijzigd',
    happened: [
      `Het e-mailadres van je account bij ${host} is nu ${newAddress}. Berichten over je account gaan voortaan daarheen.`,
    ],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Deze link geeft je account zijn oude adres terug:',
    ],
    action: 'Wijziging terugdraaien',
    after: [
      `De link werkt één keer, binnen ${valid}. Kies daarna een nieuw wachtwoord, zodat wie dit deed buiten blijft.`,
    ],
  }),
};

/** To the old address, with the way back (EM-09). */
export function emailChangedLetter(
  q: Notice & { readonly newEmail: Email; readonly validSeconds: number },
): Letter {
  return noticeLetter({
    ...q,
    words: WORDS[q.locale](hostOf(q.link), masked(q.newEmail), duration(q.validSeconds, q.locale)),
  });
}
