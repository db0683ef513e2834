import type { Letter } from '../letter.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'Your password was removed',
    happened: [
      `The password of your account at ${host} was removed. From now on the account opens with a passkey ` +
        'alone.',
    ],
    advice: [
      'If it was you, you need not do anything. If it was not, sign in with your passkey and remove ' +
        'every passkey you do not know:',
    ],
    action: 'Check security',
  }),
  nl: (host) => ({
    subject: 'Je wachtwoord is verwijderd',
    happened: [
      `Het wachtwoord van je account bij ${host} is verwijderd. Vanaf nu gaat het account alleen met een ` +
        'passkey open.',
    ],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Log in met je passkey en verwijder elke ' +
        'passkey die je niet kent:',
    ],
    action: 'Beveiliging bekijken',
  }),
  de: (host) => ({
    subject: 'Dein Passwort wurde entfernt',
    happened: [
      `Das Passwort deines Kontos bei ${host} wurde entfernt. Ab jetzt öffnet sich das Konto nur mit ` +
        'einem Passkey.',
    ],
    advice: [
      'Warst du es? Dann musst du nichts tun. Warst du es nicht? Melde dich mit deinem Passkey an und ' +
        'entferne jeden Passkey, den du nicht kennst:',
    ],
    action: 'Sicherheit prüfen',
  }),
  fr: (host) => ({
    subject: 'Ton mot de passe a été retiré',
    happened: [
      `Le mot de passe de ton compte chez ${host} a été retiré. Désormais, seule une clé d’accès ouvre ` +
        'le compte.',
    ],
    advice: [
      'Si c’était toi, tu n’as rien à faire. Sinon, connecte-toi avec ta clé d’accès et retire toutes ' +
        'celles que tu ne connais pas\u00a0:',
    ],
    action: 'Vérifier la sécurité',
  }),
  es: (host) => ({
    subject: 'Se quitó tu contraseña',
    happened: [
      `Se quitó la contraseña de tu cuenta en ${host}. Desde ahora la cuenta solo se abre con una clave ` +
        'de acceso.',
    ],
    advice: [
      'Si fuiste tú, no tienes que hacer nada. Si no, inicia sesión con tu clave de acceso y quita todas ' +
        'las que no conozcas:',
    ],
    action: 'Revisar la seguridad',
  }),
  ar: (host) => ({
    subject: 'تمت إزالة كلمة مرورك',
    happened: [`تمت إزالة كلمة مرور حسابك في ${host}. من الآن فصاعدًا لا يُفتح الحساب إلا بمفتاح مرور.`],
    advice: [
      'إن كنت أنت من فعل ذلك، فلا حاجة إلى فعل شيء. وإلا فسجّل الدخول بمفتاح المرور الخاص بك وأزل كل ' +
        'مفتاح مرور لا تعرفه:',
    ],
    action: 'مراجعة الأمان',
  }),
};

/** Tells that the account opens with passkeys alone from now on. */
export function passwordRemovedLetter(q: Notice): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}
