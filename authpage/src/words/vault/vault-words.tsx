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

/** What the page of the vault says besides. */
export const useVaultWords = useThese;

/** Around the page of the vault, inside a `Suspense`. */
export const SpeakVault = Speak;
