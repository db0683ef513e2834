import { type ReactNode, createContext, useCallback, useContext, useState } from 'react';
import type { Locale } from '../../../contract/page.ts';
import type { Spoken } from './dictionary.ts';
import type { Words } from './en.ts';
import { languages } from './languages.ts';
import { SpokenContext, loadWords } from './words.ts';

/** Loads what a bundle says besides the words that all share, and gives what puts it around a page. */
export type SpeakBesides = (locale: Locale) => Promise<(page: ReactNode) => ReactNode>;

export interface Speech {
  readonly spoken: Spoken<Words>;
  readonly around: (page: ReactNode) => ReactNode;
}

export async function loadSpeech(locale: Locale, speakBesides: SpeakBesides): Promise<Speech> {
  const [spoken, around] = await Promise.all([loadWords(locale), speakBesides(locale)]);
  return { spoken, around };
}

const SwitchContext = createContext<(locale: Locale) => Promise<void>>(async () => undefined);

/** Shows the page in another language, where it is: nothing typed is lost. Does nothing when its words do not arrive. */
export const useSwitchLanguage = (): ((locale: Locale) => Promise<void>) => useContext(SwitchContext);

interface SpeakerProps {
  readonly first: Speech;
  readonly speakBesides: SpeakBesides;
  readonly children: ReactNode;
}

/** Everything below speaks one language, and can be told to speak another. */
export function Speaker({ first, speakBesides, children }: SpeakerProps) {
  const [speech, setSpeech] = useState(first);
  const change = useCallback(
    async (locale: Locale) => {
      const next = await loadSpeech(locale, speakBesides);
      if (next.spoken.locale !== locale) return;
      nameLanguage(locale);
      setSpeech(next);
    },
    [speakBesides],
  );
  return (
    <SpokenContext value={speech.spoken}>
      <SwitchContext value={change}>{speech.around(children)}</SwitchContext>
    </SpokenContext>
  );
}

/** Tells the browser and screen readers which language this is, and which way it runs. */
export function nameLanguage(locale: Locale): void {
  document.documentElement.lang = locale;
  document.documentElement.dir = languages[locale].direction;
}
