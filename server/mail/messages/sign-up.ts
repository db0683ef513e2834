import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { duration } from './format.ts';
import { hostOf, letter, type LinkedWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string, valid: string], LinkedWords> = {
  en: (host, valid) => ({
    subject: 'Confirm your e-mail address',
    before: [
      `Somebody, most likely you, wants to create an account at ${host} with this e-mail address.`,
      'Open this link to confirm the address and choose a password:',
    ],
    action: 'Confirm address',
    after: [
      `The link works once, within ${valid}.`,
      'If it was not you, you need not do anything: without the link no account is made.',
    ],
  }),
  nl: (host, valid) => ({
    subject: 'Bevestig je e-mailadres',
    before: [
      `Iemand, waarschijnlijk jij, wil bij ${host} een account maken met dit e-mailadres.`,
      'Open deze link om het adres te bevestigen en een wachtwoord te kiezen:',
    ],
    action: 'Adres bevestigen',
    after: [
      `De link werkt één keer, binnen ${valid}.`,
      'Was jij het niet? Dan hoef je niets te doen: zonder de link komt er geen account.',
    ],
  }),
  de: (host, valid) => ({
    subject: 'Bestätige deine E-Mail-Adresse',
    before: [
      `Jemand, vermutlich du, möchte bei ${host} ein Konto mit dieser E-Mail-Adresse anlegen.`,
      'Öffne diesen Link, um die Adresse zu bestätigen und ein Passwort zu wählen:',
    ],
    action: 'Adresse bestätigen',
    after: [
      `Der Link funktioniert einmal. Gültigkeit: ${valid}.`,
      'Warst du es nicht? Dann musst du nichts tun: Ohne den Link entsteht kein Konto.',
    ],
  }),
  fr: (host, valid) => ({
    subject: 'Confirme ton adresse e-mail',
    before: [
      `Quelqu’un, sans doute toi, veut créer un compte chez ${host} avec cette adresse e-mail.`,
      'Ouvre ce lien pour confirmer l’adresse et choisir un mot de passe\u00a0:',
    ],
    action: 'Confirmer l’adresse',
    after: [
      `Le lien fonctionne une seule fois. Durée de validité\u00a0: ${valid}.`,
      'Si ce n’était pas toi, tu n’as rien à faire\u00a0: sans le lien, aucun compte n’est créé.',
    ],
  }),
  es: (host, valid) => ({
    subject: 'Confirma tu dirección de correo',
    before: [
      `Alguien, seguramente tú, quiere crear una cuenta en ${host} con esta dirección de correo.`,
      'Abre este enlace para confirmar la dirección y elegir una contraseña:',
    ],
    action: 'Confirmar dirección',
    after: [
      `El enlace sirve una sola vez. Validez: ${valid}.`,
      'Si no fuiste tú, no tienes que hacer nada: sin el enlace no se crea ninguna cuenta.',
    ],
  }),
  ar: (host, valid) => ({
    subject: 'أكّد عنوان بريدك الإلكتروني',
    before: [
      `يريد شخص ما، وهو أنت على الأرجح، إنشاء حساب في ${host} بعنوان البريد الإلكتروني هذا.`,
      'افتح هذا الرابط لتأكيد العنوان واختيار كلمة مرور:',
    ],
    action: 'تأكيد العنوان',
    after: [
      `يعمل الرابط مرة واحدة فقط. مدة الصلاحية: ${valid}.`,
      'إن لم تكن أنت، فلا حاجة إلى فعل شيء: من دون الرابط لا يُنشأ أي حساب.',
    ],
  }),
};

/** Proves the mailbox. `link` carries the ticket in its fragment, so that no server and no proxy on the way logs it. */
export function signUpLetter(q: { to: Email; locale: Locale; link: string; validSeconds: number }): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link), duration(q.validSeconds, q.locale)) });
}
