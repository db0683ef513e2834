import { type ReactNode, createContext, use, useContext } from 'react';
import type { Locale } from '../../../../contract/page.ts';
import { type Dictionary, type Spoken, speak } from '../dictionary.ts';
import { SpokenContext } from '../words.ts';
import { type LaterWords, en } from './en.ts';

const dictionary: Dictionary<LaterWords> = {
  en,
  others: {
    nl: async () => (await import('./nl.ts')).nl,
    de: async () => (await import('./de.ts')).de,
    fr: async () => (await import('./fr.ts')).fr,
    es: async () => (await import('./es.ts')).es,
    ar: async () => (await import('./ar.ts')).ar,
  },
};

const LaterContext = createContext<LaterWords>(en);

/** What the later steps say besides; `useWords` has what they share with the first. */
export const useLaterWords = (): LaterWords => useContext(LaterContext);

/** One promise a language: what is waited for must be the same each time a page is drawn. */
const asked = new Map<Locale, Promise<Spoken<LaterWords>>>();

function ask(locale: Locale): Promise<Spoken<LaterWords>> {
  const before = asked.get(locale);
  if (before) return before;
  const now = speak(dictionary, locale);
  asked.set(locale, now);
  return now;
}

/** Around the later steps, inside a `Suspense`: waits for their words in the language of the page. */
export function SpeakLater({ children }: { readonly children: ReactNode }) {
  const { locale } = useContext(SpokenContext);
  const words = locale === 'en' ? en : use(ask(locale)).words;
  return <LaterContext value={words}>{children}</LaterContext>;
}
