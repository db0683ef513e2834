import type { Letter } from '../letter.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'Your account stays',
    happened: [
      `Somebody, most likely you, signed in, so your account at ${host} is not deleted. Nothing is lost.`,
    ],
    advice: ['If it was you, you need not do anything. If it was not, change your password here:'],
    action: 'Check security',
  }),
  nl: (host) => ({
    subject: 'Je account blijft bestaan',
    happened: [
      `Iemand, waarschijnlijk jij, heeft ingelogd, dus je account bij ${host} wordt niet verwijderd. Er ` +
        'is niets verloren.',
    ],
    advice: ['Was jij het? Dan hoef je niets te doen. Was jij het niet? Wijzig hier je wachtwoord:'],
    action: 'Beveiliging bekijken',
  }),
  de: (host) => ({
    subject: 'Dein Konto bleibt',
    happened: [
      `Jemand, vermutlich du, hat sich angemeldet. Dein Konto bei ${host} wird deshalb nicht gelöscht. ` +
        'Nichts ist verloren.',
    ],
    advice: ['Warst du es? Dann musst du nichts tun. Warst du es nicht? Ändere hier dein Passwort:'],
    action: 'Sicherheit prüfen',
  }),
  fr: (host) => ({
    subject: 'Ton compte est conservé',
    happened: [
      `Quelqu’un, sans doute toi, s’est connecté\u00a0; ton compte chez ${host} n’est donc pas supprimé. ` +
        'Rien n’est perdu.',
    ],
    advice: ['Si c’était toi, tu n’as rien à faire. Sinon, change ton mot de passe ici\u00a0:'],
    action: 'Vérifier la sécurité',
  }),
  es: (host) => ({
    subject: 'Tu cuenta se conserva',
    happened: [
      `Alguien, seguramente tú, inició sesión, así que tu cuenta en ${host} no se elimina. No se ha ` +
        'perdido nada.',
    ],
    advice: ['Si fuiste tú, no tienes que hacer nada. Si no, cambia aquí tu contraseña:'],
    action: 'Revisar la seguridad',
  }),
  ar: (host) => ({
    subject: 'حسابك باقٍ',
    happened: [`سجّل شخص ما، وهو أنت على الأرجح، الدخول، لذلك لن يُحذف حسابك في ${host}. لم يضع شيء.`],
    advice: ['إن كنت أنت من فعل ذلك، فلا حاجة إلى فعل شيء. وإلا فغيّر كلمة مرورك من هنا:'],
    action: 'مراجعة الأمان',
  }),
};

/** Tells that a sign-in in time kept the account. */
export function deletionCancelledLetter(q: Notice): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}
