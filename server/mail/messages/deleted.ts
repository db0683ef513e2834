import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { letterWithoutLink, type LetterWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string], LetterWords> = {
  en: (host) => ({
    subject: 'Your account was deleted',
    before: [`Your account at ${host} is deleted. What was in it is gone and nobody can bring it back.`],
    after: ['Apps that you used with it may have kept what they knew of you. Ask them to delete it.'],
  }),
  nl: (host) => ({
    subject: 'Je account is verwijderd',
    before: [`Je account bij ${host} is verwijderd. Wat erin stond is weg en niemand kan het terughalen.`],
    after: [
      'Apps waar je het bij gebruikte, kunnen bewaard hebben wat ze van je wisten. Vraag ze dat te verwijderen.',
    ],
  }),
};

/** The last letter: there is no account any more that one could sign in to. */
export function deletedLetter(q: { to: Email; locale: Locale; host: string }): Letter {
  return letterWithoutLink({ ...q, words: WORDS[q.locale](q.host) });
}
