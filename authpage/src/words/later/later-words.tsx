import { onDemand } from '../on-demand.tsx';
import { type LaterWords, en } from './en.ts';

const { useThese, Speak } = onDemand<LaterWords>({
  en,
  others: {
    nl: async () => (await import('./nl.ts')).nl,
    de: async () => (await import('./de.ts')).de,
    fr: async () => (await import('./fr.ts')).fr,
    es: async () => (await import('./es.ts')).es,
    ar: async () => (await import('./ar.ts')).ar,
  },
});

/** What the later steps say besides; `useWords` has what they share with the first. */
export const useLaterWords = useThese;

/** Around the later steps, inside a `Suspense`. */
export const SpeakLater = Speak;
