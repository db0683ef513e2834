import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { letterWithoutLink, type LetterWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string], LetterWords> = {
  en: (host) => ({
    subject: 'Your account was not approved',
    before: [
      `Somebody who runs ${host} looked at your new account and did not approve it. It cannot be used.`,
    ],
    after: ['If you think that is a mistake, ask the people who run it.'],
  }),
  nl: (host) => ({
    subject: 'Je account is niet goedgekeurd',
    before: [
      `Een beheerder van ${host} heeft je nieuwe account bekeken en niet goedgekeurd. Het kan niet ` +
        'gebruikt worden.',
    ],
    after: ['Denk je dat dit een vergissing is? Vraag het de beheerders.'],
  }),
  de: (host) => ({
    subject: 'Dein Konto wurde nicht freigegeben',
    before: [
      `Jemand, der ${host} betreibt, hat sich dein neues Konto angesehen und es nicht freigegeben. Es ` +
        'kann nicht benutzt werden.',
    ],
    after: ['Hältst du das für ein Versehen? Frag die Leute, die den Dienst betreiben.'],
  }),
  fr: (host) => ({
    subject: 'Ton compte n’a pas été validé',
    before: [`L’équipe de ${host} a examiné ton nouveau compte et ne l’a pas validé. Il ne peut pas servir.`],
    after: ['Si tu penses que c’est une erreur, demande à cette équipe.'],
  }),
  es: (host) => ({
    subject: 'Tu cuenta no fue aprobada',
    before: [`El equipo de ${host} revisó tu cuenta nueva y no la aprobó. No se puede usar.`],
    after: ['Si crees que es un error, pregunta a ese equipo.'],
  }),
  ar: (host) => ({
    subject: 'لم تتم الموافقة على حسابك',
    before: [`راجع فريق ${host} حسابك الجديد ولم يوافق عليه. لا يمكن استخدامه.`],
    after: ['إن كنت ترى أن هذا خطأ، فاسأل ذلك الفريق.'],
  }),
};

/** Somebody said no. Without a reason: those who run the server know it, and can be asked. */
export function declinedLetter(q: { to: Email; locale: Locale; host: string }): Letter {
  return letterWithoutLink({ ...q, words: WORDS[q.locale](q.host) });
}
