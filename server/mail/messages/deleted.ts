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
      'Apps waar je het bij gebruikte, kunnen bewaard hebben wat ze van je wisten. Vraag ze dat te ' +
        'verwijderen.',
    ],
  }),
  de: (host) => ({
    subject: 'Dein Konto wurde gelöscht',
    before: [`Dein Konto bei ${host} ist gelöscht. Was darin war, ist weg, und niemand kann es zurückholen.`],
    after: [
      'Apps, bei denen du es benutzt hast, haben vielleicht behalten, was sie von dir wussten. Bitte ' +
        'sie, es zu löschen.',
    ],
  }),
  fr: (host) => ({
    subject: 'Ton compte a été supprimé',
    before: [
      `Ton compte chez ${host} est supprimé. Ce qu’il contenait a disparu et personne ne peut le récupérer.`,
    ],
    after: [
      'Les applications avec lesquelles tu l’utilisais ont peut-être gardé ce qu’elles savaient de toi. ' +
        'Demande-leur de le supprimer.',
    ],
  }),
  es: (host) => ({
    subject: 'Tu cuenta se eliminó',
    before: [`Tu cuenta en ${host} está eliminada. Lo que contenía ya no existe y nadie puede recuperarlo.`],
    after: [
      'Las aplicaciones con las que la usabas quizá guarden lo que sabían de ti. Pídeles que lo borren.',
    ],
  }),
  ar: (host) => ({
    subject: 'تم حذف حسابك',
    before: [`تم حذف حسابك في ${host}. ما كان فيه زال ولا يستطيع أحد استعادته.`],
    after: ['ربما احتفظت التطبيقات التي استخدمته معها بما كانت تعرفه عنك. اطلب منها حذفه.'],
  }),
};

/** The last letter: there is no account any more that one could sign in to. */
export function deletedLetter(q: { to: Email; locale: Locale; host: string }): Letter {
  return letterWithoutLink({ ...q, words: WORDS[q.locale](q.host) });
}
