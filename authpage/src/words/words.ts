import { createContext, useContext } from 'react';
import type { Locale } from '../../../contract/page.ts';
import { en, type Words } from './en.ts';

interface Spoken {
  readonly locale: Locale;
  readonly words: Words;
}

/** English is in the first bundle; another language is a chunk of its own. */
const languages: Partial<Record<Locale, () => Promise<Words>>> = {
  en: async () => en,
  nl: async () => (await import('./nl.ts')).nl,
};

/** The dictionary of a language; English when its chunk does not arrive, since a page in English beats none. */
export async function loadWords(locale: Locale): Promise<Spoken> {
  try {
    const load = languages[locale];
    if (load) return { locale, words: await load() };
    return { locale: 'en', words: en };
  } catch {
    return { locale: 'en', words: en };
  }
}

export const SpokenContext = createContext<Spoken>({ locale: 'en', words: en });

export const useWords = (): Words => useContext(SpokenContext).words;

/** For dates and times: the language of the page, as it is written where the browser lives (en-GB, nl-BE). */
export function useDateLocale(): string {
  const { locale } = useContext(SpokenContext);
  return navigator.languages.find((tag) => tag.split('-')[0] === locale) ?? locale;
}
