import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { letterWithoutLink, type LetterWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string], LetterWords> = {
  en: (host) => ({
    subject: 'Your account waits for approval',
    before: [
      `You confirmed your e-mail address at ${host}. Somebody who runs it looks at every new account before it can be used.`,
    ],
    after: ['You will get a letter when that is done. Until then you need not do anything.'],
  }),
  nl: (host) => ({
    subject: 'Je account wacht op goedkeuring',
    before: [
      `Je hebt je e-mailadres bevestigd bij ${host}. Een beheerder bekijkt daar elk nieuw account voordat het gebruikt kan worden.`,
    ],
    after: ['Je krijgt bericht als dat gebeurd is. Tot die tijd hoef je niets te doen.'],
  }),
};

/** The mailbox is proved; now somebody has to say yes (CF-27). */
export function awaitingLetter(q: { to: Email; locale: Locale; host: string }): Letter {
  return letterWithoutLink({ ...q, words: WORDS[q.locale](q.host) });
}
