import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { letterWithoutLink, type LetterWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string], LetterWords> = {
  en: (host) => ({
    subject: 'Your account waits for approval',
    before: [
      `You confirmed your e-mail address at ${host}. Somebody who runs it looks at every new account ` +
        'before it can be used.',
    ],
    after: ['You will get a letter when that is done. Until then you need not do anything.'],
  }),
  nl: (host) => ({
    subject: 'Je account wacht op goedkeuring',
    before: [
      `Je hebt je e-mailadres bevestigd bij ${host}. Een beheerder bekijkt daar elk nieuw account ` +
        'voordat het gebruikt kan worden.',
    ],
    after: ['Je krijgt bericht als dat gebeurd is. Tot die tijd hoef je niets te doen.'],
  }),
  de: (host) => ({
    subject: 'Dein Konto wartet auf Freigabe',
    before: [
      `Du hast deine E-Mail-Adresse bei ${host} bestätigt. Wer den Dienst betreibt, sieht sich dort ` +
        'jedes neue Konto an, bevor es benutzt werden kann.',
    ],
    after: ['Du bekommst Bescheid, sobald das geschehen ist. Bis dahin musst du nichts tun.'],
  }),
  fr: (host) => ({
    subject: 'Ton compte attend une validation',
    before: [
      `Tu as confirmé ton adresse e-mail chez ${host}. L’équipe examine chaque nouveau compte avant ` +
        'qu’il puisse servir.',
    ],
    after: ['Tu recevras un message quand ce sera fait. D’ici là, tu n’as rien à faire.'],
  }),
  es: (host) => ({
    subject: 'Tu cuenta espera aprobación',
    before: [
      `Confirmaste tu dirección de correo en ${host}. El equipo revisa cada cuenta nueva antes de que se ` +
        'pueda usar.',
    ],
    after: ['Recibirás un mensaje cuando esté hecho. Hasta entonces no tienes que hacer nada.'],
  }),
  ar: (host) => ({
    subject: 'حسابك في انتظار الموافقة',
    before: [`أكّدت عنوان بريدك الإلكتروني في ${host}. يراجع الفريق كل حساب جديد قبل أن يمكن استخدامه.`],
    after: ['ستصلك رسالة عند الانتهاء. وحتى ذلك الحين لا حاجة إلى فعل شيء.'],
  }),
};

/** The mailbox is proved; now somebody has to say yes (CF-27). */
export function awaitingLetter(q: { to: Email; locale: Locale; host: string }): Letter {
  return letterWithoutLink({ ...q, words: WORDS[q.locale](q.host) });
}
