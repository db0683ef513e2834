import { onDemand } from '../on-demand.tsx';
import { words as en } from './en.ts';

const { useThese, Speak } = onDemand<typeof en>({
  en,
  others: {
    nl: async () => (await import('./nl.ts')).words,
    de: async () => (await import('./de.ts')).words,
    fr: async () => (await import('./fr.ts')).words,
    es: async () => (await import('./es.ts')).words,
    ar: async () => (await import('./ar.ts')).words,
  },
});

/** What is said where a device or the server of an app asks. */
export const useApprovalWords = useThese;

/** Around these views, inside a `Suspense`. */
export const SpeakApproval = Speak;
