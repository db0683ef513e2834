import { type Locale, type PageData, type View, locales } from '../../contract/page.ts';

type Worded = Readonly<Record<Locale, string>>;

/** Titles of the shell, by view; the page may replace them with more exact ones. */
const TITLES: Readonly<Record<View, Worded>> = {
  interaction: {
    en: 'Sign in',
    nl: 'Inloggen',
    de: 'Anmelden',
    fr: 'Se connecter',
    es: 'Iniciar sesión',
    ar: 'تسجيل الدخول',
  },
  'sign-up': {
    en: 'Create account',
    nl: 'Account aanmaken',
    de: 'Konto erstellen',
    fr: 'Créer un compte',
    es: 'Crear cuenta',
    ar: 'إنشاء حساب',
  },
  error: {
    en: 'Something went wrong',
    nl: 'Er ging iets mis',
    de: 'Etwas ist schiefgegangen',
    fr: 'Quelque chose n’a pas marché',
    es: 'Algo ha ido mal',
    ar: 'حدث خطأ ما',
  },
  'sign-out': {
    en: 'Sign out',
    nl: 'Uitloggen',
    de: 'Abmelden',
    fr: 'Se déconnecter',
    es: 'Cerrar sesión',
    ar: 'تسجيل الخروج',
  },
  'signed-out': {
    en: 'Signed out',
    nl: 'Uitgelogd',
    de: 'Abgemeldet',
    fr: 'Déconnecté',
    es: 'Sesión cerrada',
    ar: 'تم تسجيل الخروج',
  },
  'signing-out': {
    en: 'Signing out',
    nl: 'Uitloggen',
    de: 'Abmeldung läuft',
    fr: 'Déconnexion en cours',
    es: 'Cerrando sesión',
    ar: 'جارٍ تسجيل الخروج',
  },
  account: {
    en: 'Your account',
    nl: 'Je account',
    de: 'Dein Konto',
    fr: 'Ton compte',
    es: 'Tu cuenta',
    ar: 'حسابك',
  },
  device: {
    en: 'Connect a device',
    nl: 'Apparaat verbinden',
    de: 'Gerät verbinden',
    fr: 'Connecter un appareil',
    es: 'Conectar un dispositivo',
    ar: 'ربط جهاز',
  },
  ciba: {
    en: 'An app asks',
    nl: 'Een app vraagt iets',
    de: 'Eine App fragt',
    fr: 'Une application demande',
    es: 'Una aplicación pregunta',
    ar: 'تطبيق يطلب ردك',
  },
  reset: {
    en: 'Choose a new password',
    nl: 'Nieuw wachtwoord kiezen',
    de: 'Neues Passwort wählen',
    fr: 'Choisir un nouveau mot de passe',
    es: 'Elegir una contraseña nueva',
    ar: 'اختيار كلمة مرور جديدة',
  },
  'email-change': {
    en: 'Change e-mail address',
    nl: 'E-mailadres wijzigen',
    de: 'E-Mail-Adresse ändern',
    fr: 'Changer d’adresse e-mail',
    es: 'Cambiar la dirección de correo',
    ar: 'تغيير البريد الإلكتروني',
  },
  goodbye: {
    en: 'Goodbye',
    nl: 'Tot ziens',
    de: 'Auf Wiedersehen',
    fr: 'Au revoir',
    es: 'Adiós',
    ar: 'وداعًا',
  },
  playground: {
    en: 'Playground',
    nl: 'Proeftuin',
    de: 'Spielwiese',
    fr: 'Bac à sable',
    es: 'Zona de pruebas',
    ar: 'ساحة التجربة',
  },
};

const NO_SCRIPT_TEXT: Worded = {
  en: 'Your password never leaves this browser. The arithmetic that makes this possible is a script, so please allow JavaScript for this site and load the page again.',
  nl: 'Je wachtwoord verlaat deze browser nooit. Het rekenwerk daarvoor is een script: sta JavaScript toe voor deze site en laad de pagina opnieuw.',
  de: 'Dein Passwort verlässt diesen Browser nie. Das Rechnen dafür ist ein Skript: Erlaube JavaScript für diese Seite und lade sie neu.',
  fr: 'Ton mot de passe ne quitte jamais ce navigateur. Le calcul qui rend cela possible est un script\u00a0: autorise JavaScript pour ce site, puis recharge la page.',
  es: 'Tu contraseña nunca sale de este navegador. El cálculo que lo hace posible es un script: permite JavaScript en este sitio y vuelve a cargar la página.',
  ar: 'كلمة مرورك لا تغادر هذا المتصفح أبدًا. الحساب الذي يجعل ذلك ممكنًا برنامج نصي، فاسمح بجافا سكريبت لهذا الموقع ثم أعد تحميل الصفحة.',
};

export function pageTitle({ view, locale, serverName }: PageData): string {
  return `${TITLES[view][locale]} · ${serverName}`;
}

/** For a browser without scripts, in every language: what the page would have said cannot be known to fit. */
export const NO_SCRIPT: readonly { readonly locale: Locale; readonly text: string }[] = locales.map(
  (locale) => ({
    locale,
    text: NO_SCRIPT_TEXT[locale],
  }),
);
