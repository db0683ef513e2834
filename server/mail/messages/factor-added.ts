import type { FactorKind } from '../../../contract/factors/kind.ts';
import type { Letter } from '../letter.ts';
import { factorFacts } from './facts.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'A way to sign in was added',
    happened: [`A way to sign in was added to your account at ${host}.`],
    advice: [
      'If it was you, you need not do anything. If it was not, remove it here and change your password:',
    ],
    action: 'Check security',
  }),
  nl: (host) => ({
    subject: 'Er is een manier van inloggen toegevoegd',
    happened: [`Aan je account bij ${host} is een manier van inloggen toegevoegd.`],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Verwijder die hier en wijzig je wachtwoord:',
    ],
    action: 'Beveiliging bekijken',
  }),
};

/** Tells of a new way to sign in. */
export function factorAddedLetter(
  q: Notice & { readonly factor: FactorKind; readonly name?: string | undefined },
): Letter {
  return noticeLetter({
    ...q,
    facts: factorFacts(q.factor, q.name, q.locale),
    words: WORDS[q.locale](hostOf(q.link)),
  });
}
