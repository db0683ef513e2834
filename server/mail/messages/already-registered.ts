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
      'Was jij het niet? Dan hoef je niets te doen: wie het vroeg, kreeg niet te horen dat je een ' +
        'account hebt.',
    ],
  }),
  de: (host) => ({
    subject: 'Du hast schon ein Konto',
    before: [
      `Jemand, vermutlich du, wollte bei ${host} ein Konto mit dieser E-Mail-Adresse anlegen.`,
      'Du hast schon eines, deshalb wurde nichts geändert. Melde dich hier an:',
    ],
    action: 'Anmelden',
    after: [
      'Warst du es nicht? Dann musst du nichts tun: Wer gefragt hat, hat nicht erfahren, dass du ein ' +
        'Konto hast.',
    ],
  }),
  fr: (host) => ({
    subject: 'Tu as déjà un compte',
    before: [
      `Quelqu’un, sans doute toi, a voulu créer un compte chez ${host} avec cette adresse e-mail.`,
      'Tu en as déjà un, donc rien n’a changé. Connecte-toi ici\u00a0:',
    ],
    action: 'Se connecter',
    after: [
      'Si ce n’était pas toi, tu n’as rien à faire\u00a0: la personne qui a fait la demande n’a pas ' +
        'appris que tu as un compte.',
    ],
  }),
  es: (host) => ({
    subject: 'Ya tienes una cuenta',
    before: [
      `Alguien, seguramente tú, intentó crear una cuenta en ${host} con esta dirección de correo.`,
      'Ya tienes una, así que nada ha cambiado. Inicia sesión aquí:',
    ],
    action: 'Iniciar sesión',
    after: ['Si no fuiste tú, no tienes que hacer nada: quien lo pidió no supo que tienes una cuenta.'],
  }),
  ar: (host) => ({
    subject: 'لديك حساب بالفعل',
    before: [
      `حاول شخص ما، وهو أنت على الأرجح، إنشاء حساب في ${host} بعنوان البريد الإلكتروني هذا.`,
      'لديك حساب بالفعل، لذلك لم يتغير شيء. سجّل الدخول من هنا:',
    ],
    action: 'تسجيل الدخول',
    after: ['إن لم تكن أنت، فلا حاجة إلى فعل شيء: لم يُخبَر من طلب ذلك بأن لديك حسابًا.'],
  }),
};

/** What a member gets instead of a ticket: the page said the same to whoever asked (EN-05). */
export function alreadyRegisteredLetter(q: { to: Email; locale: Locale; link: string }): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}
