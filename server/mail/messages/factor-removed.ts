import type { FactorKind } from '../../../contract/factors/kind.ts';
import type { Letter } from '../letter.ts';
import { factorFacts } from './facts.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'A way to sign in was removed',
    happened: [`A way to sign in was removed from your account at ${host}.`],
    advice: [
      'If it was you, you need not do anything. If it was not, change your password here and add a second step again:',
    ],
    action: 'Check security',
  }),
  nl: (host) => ({
    subject: 'Er is een manier van inloggen verwijderd',
    happened: [`Van je account bij ${host} is een manier van inloggen verwijderd.`],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Wijzig hier je wachtwoord en voeg weer een tweede stap toe:',
    ],
    action: 'Beveiliging bekijken',
  }),
};

/** Tells of a way to sign in that is gone. */
export function factorRemovedLetter(
  q: Notice & { readonly factor: FactorKind; readonly name?: string | undefined },
): Letter {
  return noticeLetter({
    ...q,
    facts: factorFacts(q.factor, q.name, q.locale),
    words: WORDS[q.locale](hostOf(q.link)),
  });
}
