import type { FactorKind } from '../../../contract/factors/kind.ts';
import type { Letter } from '../letter.ts';
import { factorFacts } from './facts.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'A way to sign in was removed',
    happened: [`A way to sign in was removed from your account at ${host}.`],
    advice: [
      'If it was you, you need not do anything. If it was not, change your password here and add a ' +
        'second step again:',
    ],
    action: 'Check security',
  }),
  nl: (host) => ({
    subject: 'Er is een manier van inloggen verwijderd',
    happened: [`Van je account bij ${host} is een manier van inloggen verwijderd.`],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Wijzig hier je wachtwoord en voeg weer ' +
        'een tweede stap toe:',
    ],
    action: 'Beveiliging bekijken',
  }),
  de: (host) => ({
    subject: 'Ein Anmeldeverfahren wurde entfernt',
    happened: [`Von deinem Konto bei ${host} wurde ein Anmeldeverfahren entfernt.`],
    advice: [
      'Warst du es? Dann musst du nichts tun. Warst du es nicht? Ändere hier dein Passwort und füge ' +
        'wieder einen zweiten Schritt hinzu:',
    ],
    action: 'Sicherheit prüfen',
  }),
  fr: (host) => ({
    subject: 'Un moyen de connexion a été retiré',
    happened: [`Un moyen de connexion a été retiré de ton compte chez ${host}.`],
    advice: [
      'Si c’était toi, tu n’as rien à faire. Sinon, change ton mot de passe ici et ajoute de nouveau une ' +
        'deuxième étape\u00a0:',
    ],
    action: 'Vérifier la sécurité',
  }),
  es: (host) => ({
    subject: 'Se quitó una forma de iniciar sesión',
    happened: [`Se quitó una forma de iniciar sesión de tu cuenta en ${host}.`],
    advice: [
      'Si fuiste tú, no tienes que hacer nada. Si no, cambia aquí tu contraseña y vuelve a añadir un ' +
        'segundo paso:',
    ],
    action: 'Revisar la seguridad',
  }),
  ar: (host) => ({
    subject: 'تمت إزالة طريقة لتسجيل الدخول',
    happened: [`تمت إزالة طريقة لتسجيل الدخول من حسابك في ${host}.`],
    advice: [
      'إن كنت أنت من فعل ذلك، فلا حاجة إلى فعل شيء. وإلا فغيّر كلمة مرورك من هنا وأضف خطوة ثانية من جديد:',
    ],
    action: 'مراجعة الأمان',
  }),
};

/** Tells of a way to sign in that is gone. */
export function factorRemovedLetter(
  q: Notice & { readonly factor: FactorKind; readonly name?: string | undefined },
): Letter {
  return noticeLetter({
    ...q,
    facts: factorFacts(q.factor, q.name, q.locale),
    words: WORDS[q.locale](hostOf(q.link)),
  });
}
