import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { duration } from './format.ts';
import { hostOf, letter, type LinkedWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string, valid: string], LinkedWords> = {
  en: (host, valid) => ({
    subject: 'Choose a new password',
    before: [
      `Somebody, most likely you, asked to reset the password of your account at ${host}.`,
      'Before you go on: a reset signs you out everywhere, and what only your password could open stays ' +
        'closed until your recovery key or a passkey opens it.',
      'Open this link to choose a new password:',
    ],
    action: 'Choose new password',
    after: [
      `The link works once, within ${valid}.`,
      'If it was not you, you need not do anything: without the link your password stays as it is.',
    ],
  }),
  nl: (host, valid) => ({
    subject: 'Kies een nieuw wachtwoord',
    before: [
      `Iemand, waarschijnlijk jij, vroeg om een nieuw wachtwoord voor je account bij ${host}.`,
      'Voordat je verdergaat: daarna ben je overal uitgelogd, en wat alleen je wachtwoord kon openen, ' +
        'blijft dicht tot je herstelsleutel of een passkey het opent.',
      'Open deze link om een nieuw wachtwoord te kiezen:',
    ],
    action: 'Nieuw wachtwoord kiezen',
    after: [
      `De link werkt één keer, binnen ${valid}.`,
      'Was jij het niet? Dan hoef je niets te doen: zonder de link blijft je wachtwoord zoals het is.',
    ],
  }),
  de: (host, valid) => ({
    subject: 'Wähle ein neues Passwort',
    before: [
      `Jemand, vermutlich du, möchte das Passwort deines Kontos bei ${host} zurücksetzen.`,
      'Bevor du weitermachst: Danach bist du überall abgemeldet, und was nur dein Passwort öffnen ' +
        'konnte, bleibt verschlossen, bis dein Wiederherstellungsschlüssel oder ein Passkey es öffnet.',
      'Öffne diesen Link, um ein neues Passwort zu wählen:',
    ],
    action: 'Neues Passwort wählen',
    after: [
      `Der Link funktioniert einmal. Gültigkeit: ${valid}.`,
      'Warst du es nicht? Dann musst du nichts tun: Ohne den Link bleibt dein Passwort, wie es ist.',
    ],
  }),
  fr: (host, valid) => ({
    subject: 'Choisis un nouveau mot de passe',
    before: [
      `Quelqu’un, sans doute toi, a demandé à réinitialiser le mot de passe de ton compte chez ${host}.`,
      'Avant de continuer\u00a0: tu seras déconnecté·e partout, et ce que seul ton mot de passe pouvait ' +
        'ouvrir restera fermé jusqu’à ce que ta clé de récupération ou une clé d’accès l’ouvre.',
      'Ouvre ce lien pour choisir un nouveau mot de passe\u00a0:',
    ],
    action: 'Choisir un nouveau mot de passe',
    after: [
      `Le lien fonctionne une seule fois. Durée de validité\u00a0: ${valid}.`,
      'Si ce n’était pas toi, tu n’as rien à faire\u00a0: sans le lien, ton mot de passe ne change pas.',
    ],
  }),
  es: (host, valid) => ({
    subject: 'Elige una contraseña nueva',
    before: [
      `Alguien, seguramente tú, pidió restablecer la contraseña de tu cuenta en ${host}.`,
      'Antes de seguir: se cerrarán todas tus sesiones, y lo que solo tu contraseña podía abrir seguirá ' +
        'cerrado hasta que lo abra tu clave de recuperación o una clave de acceso.',
      'Abre este enlace para elegir una contraseña nueva:',
    ],
    action: 'Elegir contraseña nueva',
    after: [
      `El enlace sirve una sola vez. Validez: ${valid}.`,
      'Si no fuiste tú, no tienes que hacer nada: sin el enlace tu contraseña sigue igual.',
    ],
  }),
  ar: (host, valid) => ({
    subject: 'اختر كلمة مرور جديدة',
    before: [
      `طلب شخص ما، وهو أنت على الأرجح، إعادة تعيين كلمة مرور حسابك في ${host}.`,
      'قبل أن تتابع: سيُسجَّل خروجك من كل مكان، وما كانت كلمة مرورك وحدها تفتحه سيبقى مغلقًا حتى يفتحه ' +
        'مفتاح الاسترداد أو مفتاح مرور.',
      'افتح هذا الرابط لاختيار كلمة مرور جديدة:',
    ],
    action: 'اختيار كلمة مرور جديدة',
    after: [
      `يعمل الرابط مرة واحدة فقط. مدة الصلاحية: ${valid}.`,
      'إن لم تكن أنت، فلا حاجة إلى فعل شيء: من دون الرابط تبقى كلمة مرورك كما هي.',
    ],
  }),
};

/** Says before the link is followed what a reset costs. */
export function resetLetter(q: { to: Email; locale: Locale; link: string; validSeconds: number }): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link), duration(q.validSeconds, q.locale)) });
}
