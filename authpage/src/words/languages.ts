import type { Locale } from '../../../contract/page.ts';

interface Language {
  /** As its speakers call it: they have to find it in a page they cannot read. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
}

export const languages: Readonly<Record<Locale, Language>> = {
  en: { name: 'English', direction: 'ltr' },
  nl: { name: 'Nederlands', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr' },
  fr: { name: 'Français', direction: 'ltr' },
  es: { name: 'Español', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
};

export function isLocale(text: string): text is Locale {
  return Object.hasOwn(languages, text);
}
