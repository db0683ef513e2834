import { createContext, useContext } from 'react';
import type { Locale } from '../../../contract/page.ts';
import { type Dictionary, type Spoken, speak } from './dictionary.ts';
import { en, type Words } from './en.ts';

const dictionary: Dictionary<Words> = {
  en,
  others: {
    nl: async () => (await import('./nl.ts')).nl,
    de: async () => (await import('./de.ts')).de,
    fr: async () => (await import('./fr.ts')).fr,
    es: async () => (await import('./es.ts')).es,
    ar: async () => (await import('./ar.ts')).ar,
  },
};

export const loadWords = (locale: Locale): Promise<Spoken<Words>> => speak(dictionary, locale);

export const SpokenContext = createContext<Spoken<Words>>({ locale: 'en', words: en });

export const useWords = (): Words => useContext(SpokenContext).words;

/** For dates, times and numbers: the language of the page, as it is written where the browser lives (en-GB, nl-BE). */
export function useDateLocale(): string {
  const { locale } = useContext(SpokenContext);
  return navigator.languages.find((tag) => tag.split('-')[0] === locale) ?? locale;
}
