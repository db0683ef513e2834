import type { Letter } from '../letter.ts';
import { triesFact } from './facts.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'Somebody may know your password',
    happened: [
      `Somebody gave the right password of your account at ${host}, but failed at the second step again ` +
        'and again. They were not let in.',
    ],
    advice: [
      'If it was you, you need not do anything. If it was not, somebody knows your password: change it here:',
    ],
    action: 'Change password',
  }),
  nl: (host) => ({
    subject: 'Misschien kent iemand je wachtwoord',
    happened: [
      `Iemand vulde het juiste wachtwoord van je account bij ${host} in, maar kwam keer op keer niet ` +
        'door de tweede stap. Diegene is niet binnengelaten.',
    ],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Dan kent iemand je wachtwoord: wijzig ' +
        'het hier:',
    ],
    action: 'Wachtwoord wijzigen',
  }),
  de: (host) => ({
    subject: 'Vielleicht kennt jemand dein Passwort',
    happened: [
      `Jemand hat das richtige Passwort deines Kontos bei ${host} eingegeben, ist aber immer wieder am ` +
        'zweiten Schritt gescheitert. Niemand wurde hereingelassen.',
    ],
    advice: [
      'Warst du es? Dann musst du nichts tun. Warst du es nicht? Dann kennt jemand dein Passwort. Ändere ' +
        'es hier:',
    ],
    action: 'Passwort ändern',
  }),
  fr: (host) => ({
    subject: 'Quelqu’un connaît peut-être ton mot de passe',
    happened: [
      `Quelqu’un a donné le bon mot de passe de ton compte chez ${host}, mais a échoué plusieurs fois à ` +
        'la deuxième étape. Personne n’est entré.',
    ],
    advice: [
      'Si c’était toi, tu n’as rien à faire. Sinon, quelqu’un connaît ton mot de passe. Change-le ici\u00a0:',
    ],
    action: 'Changer le mot de passe',
  }),
  es: (host) => ({
    subject: 'Puede que alguien sepa tu contraseña',
    happened: [
      `Alguien dio la contraseña correcta de tu cuenta en ${host}, pero falló una y otra vez en el ` +
        'segundo paso. No llegó a entrar.',
    ],
    advice: ['Si fuiste tú, no tienes que hacer nada. Si no, alguien sabe tu contraseña. Cámbiala aquí:'],
    action: 'Cambiar contraseña',
  }),
  ar: (host) => ({
    subject: 'ربما يعرف شخص ما كلمة مرورك',
    happened: [
      `أدخل شخص ما كلمة المرور الصحيحة لحسابك في ${host}، لكنه فشل في الخطوة الثانية مرة بعد مرة. لم ` +
        'يدخل أحد.',
    ],
    advice: ['إن كنت أنت من فعل ذلك، فلا حاجة إلى فعل شيء. وإلا فهناك من يعرف كلمة مرورك. غيّرها من هنا:'],
    action: 'تغيير كلمة المرور',
  }),
};

/** The only sign that somebody knows the password: with OPAQUE a wrong one is never seen. */
export function factorGuessedLetter(q: Notice & { readonly tries: number }): Letter {
  return noticeLetter({
    ...q,
    facts: [triesFact(q.tries, q.locale)],
    words: WORDS[q.locale](hostOf(q.link)),
  });
}
