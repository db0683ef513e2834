import { createContext, useContext } from 'react';
import { type Dictionary, speak } from '../dictionary.ts';
import type { SpeakBesides } from '../speaker.tsx';
import { type AccountWords, en } from './en.ts';

const dictionary: Dictionary<AccountWords> = {
  en,
  others: {
    nl: async () => (await import('./nl.ts')).nl,
    de: async () => (await import('./de.ts')).de,
    fr: async () => (await import('./fr.ts')).fr,
    es: async () => (await import('./es.ts')).es,
    ar: async () => (await import('./ar.ts')).ar,
  },
};

const AccountContext = createContext<AccountWords>(en);

/** What the account pages say besides; `useWords` has what they share with the others. */
export const useAccountWords = (): AccountWords => useContext(AccountContext);

/** For `mount`: what the account pages say, around what says it. */
export const speakOfAccount: SpeakBesides = async (locale) => {
  const { words } = await speak(dictionary, locale);
  return (page) => <AccountContext value={words}>{page}</AccountContext>;
};
