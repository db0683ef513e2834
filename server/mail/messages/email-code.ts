import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { duration, inTwo } from './format.ts';
import { letterWithoutLink, type LetterWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string, valid: string], LetterWords> = {
  en: (host, valid) => ({
    subject: 'Your code to sign in',
    before: [`Enter this code on the page of ${host} that asks for it:`],
    after: [
      `The code works once, within ${valid}. Give it to nobody: those who run ${host} never ask for it.`,
      'If you are not signing in, somebody else is, and may know your password. Without the code they do ' +
        'not get in. Change your password soon.',
    ],
  }),
  nl: (host, valid) => ({
    subject: 'Je code om in te loggen',
    before: [`Vul deze code in op de pagina van ${host} die erom vraagt:`],
    after: [
      `De code werkt één keer, binnen ${valid}. Geef hem aan niemand: geen beheerder van ${host} zal ` +
        'erom vragen.',
      'Ben je niet aan het inloggen? Dan is iemand anders dat wel, en die kent misschien je wachtwoord. ' +
        'Zonder de code komt die er niet in. Wijzig snel je wachtwoord.',
    ],
  }),
  de: (host, valid) => ({
    subject: 'Dein Code zum Anmelden',
    before: [`Gib diesen Code auf der Seite von ${host} ein, die danach fragt:`],
    after: [
      `Der Code funktioniert einmal. Gültigkeit: ${valid}. Gib ihn niemandem: Wer ${host} betreibt, wird ` +
        'dich nie danach fragen.',
      'Meldest du dich gerade nicht an? Dann tut es jemand anders und kennt vielleicht dein Passwort. ' +
        'Ohne den Code kommt niemand hinein. Ändere bald dein Passwort.',
    ],
  }),
  fr: (host, valid) => ({
    subject: 'Ton code de connexion',
    before: [`Saisis ce code sur la page de ${host} qui le demande\u00a0:`],
    after: [
      `Le code fonctionne une seule fois. Durée de validité\u00a0: ${valid}. Ne le donne à ` +
        `personne\u00a0: l’équipe de ${host} ne te le demandera jamais.`,
      'Si tu n’es pas en train de te connecter, quelqu’un d’autre le fait, et connaît peut-être ton mot ' +
        'de passe. Sans le code, cette personne n’entre pas. Change vite ton mot de passe.',
    ],
  }),
  es: (host, valid) => ({
    subject: 'Tu código para iniciar sesión',
    before: [`Escribe este código en la página de ${host} que lo pide:`],
    after: [
      `El código sirve una sola vez. Validez: ${valid}. No se lo des a nadie: el equipo de ${host} nunca ` +
        'te lo pedirá.',
      'Si no estás iniciando sesión, otra persona lo está haciendo y quizá sepa tu contraseña. Sin el ' +
        'código no entra. Cambia pronto tu contraseña.',
    ],
  }),
  ar: (host, valid) => ({
    subject: 'رمز تسجيل الدخول',
    before: [`أدخل هذا الرمز في صفحة ${host} التي تطلبه:`],
    after: [
      `يعمل الرمز مرة واحدة فقط. مدة الصلاحية: ${valid}. لا تعطه لأحد: لن يطلبه منك فريق ${host} أبدًا.`,
      'إن لم تكن تسجّل الدخول الآن، فهناك من يفعل ذلك، وربما يعرف كلمة مرورك. من دون الرمز لن يدخل. غيّر ' +
        'كلمة مرورك قريبًا.',
    ],
  }),
};

/** Carries the code of the second step, and no link: a code is typed where it was asked for. */
export function emailCodeLetter(q: {
  to: Email;
  locale: Locale;
  host: string;
  code: string;
  validSeconds: number;
}): Letter {
  const words = WORDS[q.locale](q.host, duration(q.validSeconds, q.locale));
  return letterWithoutLink({ ...q, code: inTwo(q.code), words });
}
