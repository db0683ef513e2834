import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { hostOf, letter, type LinkedWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string], LinkedWords> = {
  en: (host) => ({
    subject: 'You need a new password',
    before: [
      `The keys that guard the passwords at ${host} may have been stolen. With them, and with a copy of our ` +
        'database, somebody could find out passwords that are easy to guess.',
      'To be safe, you have been signed out of all browsers and apps. When you next sign in with your ' +
        'password, you will be asked to choose a different one. A passkey opens your account as before.',
    ],
    action: 'Sign in and choose',
    after: ['If you use the same password elsewhere, change it there too.'],
  }),
  nl: (host) => ({
    subject: 'Je hebt een nieuw wachtwoord nodig',
    before: [
      `De sleutels die de wachtwoorden bij ${host} bewaken, zijn mogelijk gestolen. Wie die heeft, en een ` +
        'kopie van onze database, kan wachtwoorden achterhalen die makkelijk te raden zijn.',
      'Voor de zekerheid ben je in alle browsers en apps uitgelogd. Als je de volgende keer met je ' +
        'wachtwoord inlogt, kies je een ander. Een passkey opent je account zoals altijd.',
    ],
    action: 'Inloggen en kiezen',
    after: ['Gebruik je hetzelfde wachtwoord ook elders? Verander het daar dan ook.'],
  }),
  de: (host) => ({
    subject: 'Du brauchst ein neues Passwort',
    before: [
      `Die Schlüssel, die die Passwörter bei ${host} schützen, wurden womöglich gestolen. Wer sie und eine ` +
        'Kopie unserer Datenbank hat, könnte Passwörter herausfinden, die leicht zu erraten sind.',
      'Zur Sicherheit wurdest du in allen Browsern und Apps abgemeldet. Wenn du dich das nächste Mal mit ' +
        'deinem Passwort anmeldest, wählst du ein anderes. Ein Passkey öffnet dein Konto wie bisher.',
    ],
    action: 'Anmelden und wählen',
    after: ['Wenn du dasselbe Passwort auch anderswo verwendest, ändere es auch dort.'],
  }),
  fr: (host) => ({
    subject: 'Il te faut un nouveau mot de passe',
    before: [
      `Les clés qui protègent les mots de passe chez ${host} ont peut-être été volées. Avec elles et une ` +
        'copie de notre base de données, quelqu’un pourrait trouver les mots de passe faciles à deviner.',
      'Par sécurité, tu as été déconnecté de tous les navigateurs et de toutes les applications. La ' +
        'prochaine fois que tu te connecteras avec ton mot de passe, tu en choisiras un autre. Une clé ' +
        'd’accès ouvre ton compte comme avant.',
    ],
    action: 'Se connecter et choisir',
    after: ['Si tu utilises le même mot de passe ailleurs, change-le là aussi.'],
  }),
  es: (host) => ({
    subject: 'Necesitas una contraseña nueva',
    before: [
      `Puede que hayan robado las claves que protegen las contraseñas en ${host}. Con ellas y una copia de ` +
        'nuestra base de datos, alguien podría averiguar las contraseñas fáciles de adivinar.',
      'Por seguridad, se cerró tu sesión en todos los navegadores y aplicaciones. La próxima vez que ' +
        'inicies sesión con tu contraseña, elegirás otra. Una clave de acceso abre tu cuenta como siempre.',
    ],
    action: 'Iniciar sesión y elegir',
    after: ['Si usas la misma contraseña en otro sitio, cámbiala también allí.'],
  }),
  ar: (host) => ({
    subject: 'تحتاج إلى كلمة مرور جديدة',
    before: [
      `ربما سُرقت المفاتيح التي تحمي كلمات المرور في ${host}. من يملكها مع نسخة من قاعدة بياناتنا قد يكتشف ` +
        'كلمات المرور التي يسهل تخمينها.',
      'احتياطًا، سُجّل خروجك من جميع المتصفحات والتطبيقات. حين تسجّل الدخول بكلمة مرورك في المرة القادمة ' +
        'ستختار كلمة أخرى. أما مفتاح المرور فيفتح حسابك كما كان.',
    ],
    action: 'تسجيل الدخول والاختيار',
    after: ['إن كنت تستخدم كلمة المرور نفسها في مكان آخر، فغيّرها هناك أيضًا.'],
  }),
};

/** Why somebody is signed out everywhere, and what they are asked next. */
export function passwordCompromisedLetter(q: { to: Email; locale: Locale; link: string }): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}
