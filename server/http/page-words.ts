import { type Locale, type PageData, type View, locales } from '../../contract/page.ts';

/** Titles of the shell; the page may replace them with more exact ones. */
const TITLES: Readonly<Record<Locale, Readonly<Record<View, string>>>> = {
  en: {
    interaction: 'Sign in',
    'sign-up': 'Create account',
    error: 'Something went wrong',
    'sign-out': 'Sign out',
    'signed-out': 'Signed out',
    'signing-out': 'Signing out',
    account: 'Your account',
    device: 'Connect a device',
    ciba: 'An app asks',
    playground: 'Playground',
  },
  nl: {
    interaction: 'Inloggen',
    'sign-up': 'Account maken',
    error: 'Er ging iets mis',
    'sign-out': 'Uitloggen',
    'signed-out': 'Uitgelogd',
    'signing-out': 'Uitloggen',
    account: 'Je account',
    device: 'Apparaat verbinden',
    ciba: 'Een app vraagt iets',
    playground: 'Proeftuin',
  },
};

const NO_SCRIPT_TEXT: Readonly<Record<Locale, string>> = {
  en: 'Your password never leaves this browser. The arithmetic that makes this possible is a script, so please allow JavaScript for this site and load the page again.',
  nl: 'Je wachtwoord verlaat deze browser nooit. Het rekenwerk daarvoor is een script: sta JavaScript toe voor deze site en laad de pagina opnieuw.',
};

export function pageTitle({ view, locale, serverName }: PageData): string {
  return `${TITLES[locale][view]} · ${serverName}`;
}

/** For a browser without scripts, in every language: what the page would have said cannot be known to fit. */
export const NO_SCRIPT: readonly { readonly locale: Locale; readonly text: string }[] = locales.map(
  (locale) => ({
    locale,
    text: NO_SCRIPT_TEXT[locale],
  }),
);
