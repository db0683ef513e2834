import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { letterWithoutLink, type LetterWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string], LetterWords> = {
  en: (host) => ({
    subject: 'This address has an account already',
    before: [
      `Somebody, most likely you, wanted to use this e-mail address for another account at ${host}.`,
      'It has an account already, so nothing was changed. To use it for the other account, first give ' +
        'this one another address, or delete it.',
    ],
    after: [
      'If it was not you, you need not do anything: whoever asked was not told that there is an account.',
    ],
  }),
  nl: (host) => ({
    subject: 'Bij dit adres hoort al een account',
    before: [
      `Iemand, waarschijnlijk jij, wilde dit e-mailadres gebruiken voor een ander account bij ${host}.`,
      'Er hoort al een account bij, dus er is niets veranderd. Wil je het voor het andere account ' +
        'gebruiken, geef dit account dan eerst een ander adres, of verwijder het.',
    ],
    after: [
      'Was jij het niet? Dan hoef je niets te doen: wie het vroeg, kreeg niet te horen dat er een ' +
        'account is.',
    ],
  }),
  de: (host) => ({
    subject: 'Zu dieser Adresse gibt es schon ein Konto',
    before: [
      `Jemand, vermutlich du, wollte diese E-Mail-Adresse für ein anderes Konto bei ${host} verwenden.`,
      'Zu ihr gehört schon ein Konto, deshalb wurde nichts geändert. Um sie für das andere Konto zu ' +
        'verwenden, gib diesem zuerst eine andere Adresse oder lösche es.',
    ],
    after: [
      'Warst du es nicht? Dann musst du nichts tun: Wer gefragt hat, hat nicht erfahren, dass es ein ' +
        'Konto gibt.',
    ],
  }),
  fr: (host) => ({
    subject: 'Cette adresse a déjà un compte',
    before: [
      `Quelqu’un, sans doute toi, a voulu utiliser cette adresse e-mail pour un autre compte chez ${host}.`,
      'Elle a déjà un compte, donc rien n’a changé. Pour l’utiliser avec l’autre compte, donne d’abord ' +
        'une autre adresse à celui-ci, ou supprime-le.',
    ],
    after: [
      'Si ce n’était pas toi, tu n’as rien à faire\u00a0: la personne qui a fait la demande n’a pas ' +
        'appris qu’un compte existe.',
    ],
  }),
  es: (host) => ({
    subject: 'Esta dirección ya tiene una cuenta',
    before: [
      `Alguien, seguramente tú, quiso usar esta dirección de correo para otra cuenta en ${host}.`,
      'Ya tiene una cuenta, así que nada ha cambiado. Para usarla con la otra cuenta, dale primero a ' +
        'esta otra dirección o elimínala.',
    ],
    after: ['Si no fuiste tú, no tienes que hacer nada: quien lo pidió no supo que hay una cuenta.'],
  }),
  ar: (host) => ({
    subject: 'لهذا العنوان حساب بالفعل',
    before: [
      `أراد شخص ما، وهو أنت على الأرجح، استخدام عنوان البريد الإلكتروني هذا لحساب آخر في ${host}.`,
      'لهذا العنوان حساب بالفعل، لذلك لم يتغير شيء. لاستخدامه مع الحساب الآخر، امنح هذا الحساب عنوانًا ' +
        'آخر أولًا أو احذفه.',
    ],
    after: ['إن لم تكن أنت، فلا حاجة إلى فعل شيء: لم يُخبَر من طلب ذلك بوجود حساب.'],
  }),
};

/** To a new address that has an account: the page said the same to whoever asked. */
export function emailChangeTakenLetter(q: { to: Email; locale: Locale; host: string }): Letter {
  return letterWithoutLink({ ...q, words: WORDS[q.locale](q.host) });
}
