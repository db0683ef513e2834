import type { Letter } from '../letter.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'New sign-in to your account',
    happened: [
      `Somebody, most likely you, signed in to your account at ${host} from a browser that was not used ` +
        'before.',
    ],
    advice: [
      'If it was you, you need not do anything. If it was not, sign that browser out here and change ' +
        'your password:',
    ],
    action: 'Look at devices',
  }),
  nl: (host) => ({
    subject: 'Nieuwe aanmelding bij je account',
    happened: [
      `Iemand, waarschijnlijk jij, logde in op je account bij ${host} met een browser die nog niet ` +
        'eerder gebruikt was.',
    ],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Log die browser hier uit en wijzig je ' +
        'wachtwoord:',
    ],
    action: 'Apparaten bekijken',
  }),
  de: (host) => ({
    subject: 'Neue Anmeldung bei deinem Konto',
    happened: [
      `Jemand, vermutlich du, hat sich bei deinem Konto bei ${host} mit einem Browser angemeldet, der ` +
        'dort noch nicht benutzt wurde.',
    ],
    advice: [
      'Warst du es? Dann musst du nichts tun. Warst du es nicht? Melde diesen Browser hier ab und ändere ' +
        'dein Passwort:',
    ],
    action: 'Geräte ansehen',
  }),
  fr: (host) => ({
    subject: 'Nouvelle connexion à ton compte',
    happened: [
      `Quelqu’un, sans doute toi, s’est connecté à ton compte chez ${host} avec un navigateur qui ` +
        'n’avait pas encore servi.',
    ],
    advice: [
      'Si c’était toi, tu n’as rien à faire. Sinon, déconnecte ce navigateur ici et change ton mot de ' +
        'passe\u00a0:',
    ],
    action: 'Voir les appareils',
  }),
  es: (host) => ({
    subject: 'Nuevo inicio de sesión en tu cuenta',
    happened: [
      `Alguien, seguramente tú, inició sesión en tu cuenta en ${host} con un navegador que no se había ` +
        'usado antes.',
    ],
    advice: [
      'Si fuiste tú, no tienes que hacer nada. Si no, cierra aquí la sesión de ese navegador y cambia tu ' +
        'contraseña:',
    ],
    action: 'Ver dispositivos',
  }),
  ar: (host) => ({
    subject: 'تسجيل دخول جديد إلى حسابك',
    happened: [`سجّل شخص ما، وهو أنت على الأرجح، الدخول إلى حسابك في ${host} من متصفح لم يُستخدم من قبل.`],
    advice: [
      'إن كنت أنت من فعل ذلك، فلا حاجة إلى فعل شيء. وإلا فسجّل خروج ذلك المتصفح من هنا وغيّر كلمة مرورك:',
    ],
    action: 'عرض الأجهزة',
  }),
};

/** Tells of a sign-in from a browser that this account was not used in before. */
export function newDeviceLetter(q: Notice): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}
