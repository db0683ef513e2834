import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { letterWithoutLink, type LetterWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string], LetterWords> = {
  en: (host) => ({
    subject: 'There is no account under this address',
    before: [
      `Somebody, most likely you, asked to reset a password at ${host} with this e-mail address.`,
      'There is no account under this address, so nothing was done. If you have an account there, it is ' +
        'under another address.',
    ],
    after: ['If it was not you, you need not do anything.'],
  }),
  nl: (host) => ({
    subject: 'Bij dit adres hoort geen account',
    before: [
      `Iemand, waarschijnlijk jij, vroeg bij ${host} om een nieuw wachtwoord met dit e-mailadres.`,
      'Bij dit adres hoort geen account, dus er is niets gebeurd. Heb je daar wel een account, dan hoort ' +
        'het bij een ander adres.',
    ],
    after: ['Was jij het niet? Dan hoef je niets te doen.'],
  }),
  de: (host) => ({
    subject: 'Zu dieser Adresse gibt es kein Konto',
    before: [
      `Jemand, vermutlich du, wollte bei ${host} mit dieser E-Mail-Adresse ein Passwort zurücksetzen.`,
      'Zu dieser Adresse gibt es kein Konto, deshalb ist nichts geschehen. Falls du dort ein Konto hast, ' +
        'gehört es zu einer anderen Adresse.',
    ],
    after: ['Warst du es nicht? Dann musst du nichts tun.'],
  }),
  fr: (host) => ({
    subject: 'Aucun compte à cette adresse',
    before: [
      `Quelqu’un, sans doute toi, a demandé à réinitialiser un mot de passe chez ${host} avec cette ` +
        'adresse e-mail.',
      'Il n’y a pas de compte à cette adresse, donc rien n’a été fait. Si tu as un compte là-bas, il est ' +
        'à une autre adresse.',
    ],
    after: ['Si ce n’était pas toi, tu n’as rien à faire.'],
  }),
  es: (host) => ({
    subject: 'No hay ninguna cuenta con esta dirección',
    before: [
      `Alguien, seguramente tú, pidió restablecer una contraseña en ${host} con esta dirección de correo.`,
      'No hay ninguna cuenta con esta dirección, así que no se ha hecho nada. Si tienes una cuenta allí, ' +
        'es con otra dirección.',
    ],
    after: ['Si no fuiste tú, no tienes que hacer nada.'],
  }),
  ar: (host) => ({
    subject: 'لا يوجد حساب بهذا العنوان',
    before: [
      `طلب شخص ما، وهو أنت على الأرجح، إعادة تعيين كلمة مرور في ${host} بعنوان البريد الإلكتروني هذا.`,
      'لا يوجد حساب بهذا العنوان، لذلك لم يحدث شيء. إن كان لديك حساب هناك، فهو بعنوان آخر.',
    ],
    after: ['إن لم تكن أنت، فلا حاجة إلى فعل شيء.'],
  }),
};

/** What an address without an account gets: the page said the same to whoever asked (EN-06). */
export function resetUnknownLetter(q: { to: Email; locale: Locale; host: string }): Letter {
  return letterWithoutLink({ ...q, words: WORDS[q.locale](q.host) });
}
