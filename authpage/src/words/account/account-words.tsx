import { type ReactNode, createContext, useContext } from 'react';
import type { Locale } from '../../../../contract/page.ts';
import { type Dictionary, speak } from '../dictionary.ts';
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

/** Loads them for a page in that language, and puts them around what needs them. */
export async function speakOfAccount(locale: Locale): Promise<(page: ReactNode) => ReactNode> {
  const { words } = await speak(dictionary, locale);
  return (page) => <AccountContext value={words}>{page}</AccountContext>;
}
