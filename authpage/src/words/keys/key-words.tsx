import { type ReactNode, createContext, use, useContext } from 'react';
import type { Locale } from '../../../../contract/page.ts';
import { type Dictionary, type Spoken, speak } from '../dictionary.ts';
import { SpokenContext } from '../words.ts';
import { type KeyWords, words as en } from './en.ts';

const dictionary: Dictionary<KeyWords> = {
  en,
  others: {
    nl: async () => (await import('./nl.ts')).words,
    de: async () => (await import('./de.ts')).words,
    fr: async () => (await import('./fr.ts')).words,
    es: async () => (await import('./es.ts')).words,
    ar: async () => (await import('./ar.ts')).words,
  },
};

const KeyContext = createContext<KeyWords>(en);

/** What is said of the vault key, in a trip as on the account page. */
export const useKeyWords = (): KeyWords => useContext(KeyContext);

/** One promise a language: what is waited for must be the same each time a page is drawn. */
const asked = new Map<Locale, Promise<Spoken<KeyWords>>>();

function ask(locale: Locale): Promise<Spoken<KeyWords>> {
  const before = asked.get(locale);
  if (before) return before;
  const now = speak(dictionary, locale);
  asked.set(locale, now);
  return now;
}

/** Around what shows keys, inside a `Suspense`: waits for their words in the language of the page. */
export function SpeakKeys({ children }: { readonly children: ReactNode }) {
  const { locale } = useContext(SpokenContext);
  const words = locale === 'en' ? en : use(ask(locale)).words;
  return <KeyContext value={words}>{children}</KeyContext>;
}
