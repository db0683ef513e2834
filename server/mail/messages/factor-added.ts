import type { FactorKind } from '../../../contract/factors/kind.ts';
import type { Letter } from '../letter.ts';
import { factorFacts } from './facts.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'A way to sign in was added',
    happened: [`A way to sign in was added to your account at ${host}.`],
    advice: [
      'If it was you, you need not do anything. If it was not, remove it here and change your password:',
    ],
    action: 'Check security',
  }),
  nl: (host) => ({
    subject: 'Er is een manier van inloggen toegevoegd',
    happened: [`Aan je account bij ${host} is een manier van inloggen toegevoegd.`],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Verwijder die hier en wijzig je wachtwoord:',
    ],
    action: 'Beveiliging bekijken',
  }),
  de: (host) => ({
    subject: 'Ein Anmeldeverfahren wurde hinzugefügt',
    happened: [`Deinem Konto bei ${host} wurde ein Anmeldeverfahren hinzugefügt.`],
    advice: [
      'Warst du es? Dann musst du nichts tun. Warst du es nicht? Entferne es hier und ändere dein Passwort:',
    ],
    action: 'Sicherheit prüfen',
  }),
  fr: (host) => ({
    subject: 'Un moyen de connexion a été ajouté',
    happened: [`Un moyen de connexion a été ajouté à ton compte chez ${host}.`],
    advice: ['Si c’était toi, tu n’as rien à faire. Sinon, retire-le ici et change ton mot de passe\u00a0:'],
    action: 'Vérifier la sécurité',
  }),
  es: (host) => ({
    subject: 'Se añadió una forma de iniciar sesión',
    happened: [`Se añadió una forma de iniciar sesión a tu cuenta en ${host}.`],
    advice: ['Si fuiste tú, no tienes que hacer nada. Si no, quítala aquí y cambia tu contraseña:'],
    action: 'Revisar la seguridad',
  }),
  ar: (host) => ({
    subject: 'تمت إضافة طريقة لتسجيل الدخول',
    happened: [`تمت إضافة طريقة لتسجيل الدخول إلى حسابك في ${host}.`],
    advice: ['إن كنت أنت من فعل ذلك، فلا حاجة إلى فعل شيء. وإلا فأزلها من هنا وغيّر كلمة مرورك:'],
    action: 'مراجعة الأمان',
  }),
};

/** Tells of a new way to sign in. */
export function factorAddedLetter(
  q: Notice & { readonly factor: FactorKind; readonly name?: string | undefined },
): Letter {
  return noticeLetter({
    ...q,
    facts: factorFacts(q.factor, q.name, q.locale),
    words: WORDS[q.locale](hostOf(q.link)),
  });
}
