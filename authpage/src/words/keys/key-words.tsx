import { onDemand } from '../on-demand.tsx';
import { type KeyWords, words as en } from './en.ts';

const { useThese, Speak } = onDemand<KeyWords>({
  en,
  others: {
    nl: async () => (await import('./nl.ts')).words,
    de: async () => (await import('./de.ts')).words,
    fr: async () => (await import('./fr.ts')).words,
    es: async () => (await import('./es.ts')).words,
    ar: async () => (await import('./ar.ts')).words,
  },
});

/** What is said of the vault key, in a trip as on the account page. */
export const useKeyWords = useThese;

/** Around what shows keys, inside a `Suspense`. */
export const SpeakKeys = Speak;
