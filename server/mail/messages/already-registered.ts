import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { hostOf, letter, type LinkedWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string], LinkedWords> = {
  en: (host) => ({
    subject: 'You already have an account',
    before: [
      `Somebody, most likely you, tried to create an account at ${host} with this e-mail address.`,
      'You have one already, so nothing was changed. Sign in here:',
    ],
    action: 'Sign in',
    after: [
      'If it was not you, you need not do anything: whoever asked was not told that you have an account.',
    ],
  }),
  nl: (host) => ({
    subject: 'Je hebt al een account',
    before: [
      `Iemand, waarschijnlijk jij, probeerde bij ${host} een account te maken met dit e-mailadres.`,
      'Je hebt er al een, dus er is niets veranderd. Log hier in:',
    ],
    action: 'Inloggen',
    after: [
      'Was jij het niet? Dan hoef je niets te doen: wie het vroeg, kreeg niet te horen dat je een account hebt.',
    ],
  }),
};

/** What a member gets instead of a ticket: the page said the same to whoever asked (EN-05). */
export function alreadyRegisteredLetter(q: { to: Email; locale: Locale; link: string }): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}
