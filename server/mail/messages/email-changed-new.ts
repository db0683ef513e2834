import type { Letter } from '../letter.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'Your account uses this address now',
    happened: [`Your account at ${host} now has this e-mail address. Use it when you sign in.`],
    advice: [
      'If it was you, you need not do anything. If it was not, somebody opened a link in your mailbox: ' +
        'change the password of your mailbox. You find the account here:',
    ],
    action: 'Check security',
  }),
  nl: (host) => ({
    subject: 'Je account gebruikt nu dit adres',
    happened: [`Je account bij ${host} heeft nu dit e-mailadres. Gebruik het bij het inloggen.`],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Dan heeft iemand een link in je mailbox ' +
        'geopend: wijzig het wachtwoord van je mailbox. Het account vind je hier:',
    ],
    action: 'Beveiliging bekijken',
  }),
  de: (host) => ({
    subject: 'Dein Konto verwendet jetzt diese Adresse',
    happened: [`Dein Konto bei ${host} hat jetzt diese E-Mail-Adresse. Melde dich mit ihr an.`],
    advice: [
      'Warst du es? Dann musst du nichts tun. Warst du es nicht? Dann hat jemand einen Link in deinem ' +
        'Postfach geöffnet: Ändere das Passwort deines Postfachs. Das Konto findest du hier:',
    ],
    action: 'Sicherheit prüfen',
  }),
  fr: (host) => ({
    subject: 'Ton compte utilise maintenant cette adresse',
    happened: [`Ton compte chez ${host} a maintenant cette adresse e-mail. Utilise-la pour te connecter.`],
    advice: [
      'Si c’était toi, tu n’as rien à faire. Sinon, quelqu’un a ouvert un lien dans ta boîte aux ' +
        'lettres\u00a0: change le mot de passe de ta boîte. Le compte se trouve ici\u00a0:',
    ],
    action: 'Vérifier la sécurité',
  }),
  es: (host) => ({
    subject: 'Tu cuenta usa ahora esta dirección',
    happened: [`Tu cuenta en ${host} tiene ahora esta dirección de correo. Úsala para iniciar sesión.`],
    advice: [
      'Si fuiste tú, no tienes que hacer nada. Si no, alguien abrió un enlace en tu buzón: cambia la ' +
        'contraseña de tu buzón. La cuenta está aquí:',
    ],
    action: 'Revisar la seguridad',
  }),
  ar: (host) => ({
    subject: 'حسابك يستخدم الآن هذا العنوان',
    happened: [`أصبح لحسابك في ${host} عنوان البريد الإلكتروني هذا. استخدمه عند تسجيل الدخول.`],
    advice: [
      'إن كنت أنت من فعل ذلك، فلا حاجة إلى فعل شيء. وإلا فقد فتح شخص ما رابطًا في صندوق بريدك: غيّر كلمة ' +
        'مرور صندوق بريدك. تجد الحساب هنا:',
    ],
    action: 'مراجعة الأمان',
  }),
};

/** To the new address, which is the one to sign in with from now on. */
export function emailChangedNewLetter(q: Notice): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}
