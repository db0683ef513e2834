import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { duration } from './format.ts';
import { hostOf, letter, type LinkedWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string, valid: string], LinkedWords> = {
  en: (host, valid) => ({
    subject: 'You are invited to create an account',
    before: [
      `Somebody who runs ${host} invites you to create an account there.`,
      'Open this link to accept and choose a password:',
    ],
    action: 'Create account',
    after: [
      `The link works once, within ${valid}.`,
      'If you do not want an account, you need not do anything: without the link none is made.',
    ],
  }),
  nl: (host, valid) => ({
    subject: 'Je bent uitgenodigd om een account te maken',
    before: [
      `Een beheerder van ${host} nodigt je uit om daar een account te maken.`,
      'Open deze link om de uitnodiging aan te nemen en een wachtwoord te kiezen:',
    ],
    action: 'Account aanmaken',
    after: [
      `De link werkt één keer, binnen ${valid}.`,
      'Wil je geen account? Dan hoef je niets te doen: zonder de link komt er geen.',
    ],
  }),
  de: (host, valid) => ({
    subject: 'Du bist eingeladen, ein Konto anzulegen',
    before: [
      `Jemand, der ${host} betreibt, lädt dich ein, dort ein Konto anzulegen.`,
      'Öffne diesen Link, um die Einladung anzunehmen und ein Passwort zu wählen:',
    ],
    action: 'Konto anlegen',
    after: [
      `Der Link funktioniert einmal. Gültigkeit: ${valid}.`,
      'Möchtest du kein Konto? Dann musst du nichts tun: Ohne den Link entsteht keines.',
    ],
  }),
  fr: (host, valid) => ({
    subject: 'Tu es invité·e à créer un compte',
    before: [
      `L’équipe de ${host} t’invite à y créer un compte.`,
      'Ouvre ce lien pour accepter et choisir un mot de passe\u00a0:',
    ],
    action: 'Créer un compte',
    after: [
      `Le lien fonctionne une seule fois. Durée de validité\u00a0: ${valid}.`,
      'Si tu ne veux pas de compte, tu n’as rien à faire\u00a0: sans le lien, aucun compte n’est créé.',
    ],
  }),
  es: (host, valid) => ({
    subject: 'Tienes una invitación para crear una cuenta',
    before: [
      `El equipo de ${host} te invita a crear allí una cuenta.`,
      'Abre este enlace para aceptar y elegir una contraseña:',
    ],
    action: 'Crear cuenta',
    after: [
      `El enlace sirve una sola vez. Validez: ${valid}.`,
      'Si no quieres una cuenta, no tienes que hacer nada: sin el enlace no se crea ninguna.',
    ],
  }),
  ar: (host, valid) => ({
    subject: 'أنت مدعوّ إلى إنشاء حساب',
    before: [`يدعوك فريق ${host} إلى إنشاء حساب لديه.`, 'افتح هذا الرابط لقبول الدعوة واختيار كلمة مرور:'],
    action: 'إنشاء حساب',
    after: [
      `يعمل الرابط مرة واحدة فقط. مدة الصلاحية: ${valid}.`,
      'إن كنت لا تريد حسابًا، فلا حاجة إلى فعل شيء: من دون الرابط لا يُنشأ أي حساب.',
    ],
  }),
};

/** Asks somebody in. The ticket in the fragment of `link` proves the mailbox too. */
export function inviteLetter(q: { to: Email; locale: Locale; link: string; validSeconds: number }): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link), duration(q.validSeconds, q.locale)) });
}
