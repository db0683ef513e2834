import type { Letter } from '../letter.ts';
import { codesLeftFact } from './facts.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'You have few backup codes left',
    happened: [`A backup code was used to sign in to your account at ${host}. Few are left.`],
    advice: [
      'If it was you, make new codes here while you can sign in; the old ones stop working then. If it ' +
        'was not, change your password too:',
    ],
    action: 'Make new codes',
  }),
  nl: (host) => ({
    subject: 'Je hebt nog maar weinig reservecodes',
    happened: [
      `Er is met een reservecode ingelogd op je account bij ${host}. Er zijn er nog maar weinig over.`,
    ],
    advice: [
      'Was jij het? Maak hier nieuwe codes zolang je kunt inloggen; de oude werken dan niet meer. Was ' +
        'jij het niet? Wijzig dan ook je wachtwoord:',
    ],
    action: 'Nieuwe codes maken',
  }),
  de: (host) => ({
    subject: 'Du hast nur noch wenige Ersatzcodes',
    happened: [
      `Bei deinem Konto bei ${host} hat sich jemand mit einem Ersatzcode angemeldet. Es sind nur noch ` +
        'wenige übrig.',
    ],
    advice: [
      'Warst du es? Erstelle hier neue Codes, solange du dich anmelden kannst; die alten gelten dann ' +
        'nicht mehr. Warst du es nicht? Ändere auch dein Passwort:',
    ],
    action: 'Neue Codes erstellen',
  }),
  fr: (host) => ({
    subject: 'Il te reste peu de codes de secours',
    happened: [`Un code de secours a servi à se connecter à ton compte chez ${host}. Il en reste peu.`],
    advice: [
      'Si c’était toi, crée ici de nouveaux codes tant que tu peux te connecter\u00a0; les anciens ne ' +
        'marcheront plus. Sinon, change aussi ton mot de passe\u00a0:',
    ],
    action: 'Créer de nouveaux codes',
  }),
  es: (host) => ({
    subject: 'Te quedan pocos códigos de reserva',
    happened: [`Se usó un código de reserva para iniciar sesión en tu cuenta en ${host}. Quedan pocos.`],
    advice: [
      'Si fuiste tú, crea aquí códigos nuevos mientras puedas iniciar sesión; los anteriores dejarán de ' +
        'servir. Si no, cambia también tu contraseña:',
    ],
    action: 'Crear códigos nuevos',
  }),
  ar: (host) => ({
    subject: 'بقي لديك عدد قليل من الرموز الاحتياطية',
    happened: [`استُخدم رمز احتياطي لتسجيل الدخول إلى حسابك في ${host}. لم يبق منها إلا القليل.`],
    advice: [
      'إن كنت أنت من فعل ذلك، فأنشئ من هنا رموزًا جديدة ما دمت تستطيع تسجيل الدخول؛ ولن تعمل القديمة ' +
        'بعدها. وإلا فغيّر كلمة مرورك أيضًا:',
    ],
    action: 'إنشاء رموز جديدة',
  }),
};

/** Tells of a backup code that was used, when few are left. */
export function backupCodesLowLetter(q: Notice & { readonly codesLeft: number }): Letter {
  return noticeLetter({
    ...q,
    facts: [codesLeftFact(q.codesLeft, q.locale)],
    words: WORDS[q.locale](hostOf(q.link)),
  });
}
