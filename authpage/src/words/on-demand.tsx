import { type ReactNode, createContext, use, useContext } from 'react';
import type { Locale } from '../../../contract/page.ts';
import { type Dictionary, type Spoken, speak } from './dictionary.ts';
import { SpokenContext } from './words.ts';

interface OnDemand<Words> {
  readonly useThese: () => Words;
  /** Inside a `Suspense`: waits for the words in the language of the page. */
  readonly Speak: (props: { readonly children: ReactNode }) => ReactNode;
}

/** Words that come with the views that say them, and with no other. */
export function onDemand<Words>(dictionary: Dictionary<Words>): OnDemand<Words> {
  const { en } = dictionary;
  const Said = createContext<Words | undefined>(undefined);
  /** One promise a language: what is waited for must be the same each time a page is drawn. */
  const asked = new Map<Locale, Promise<Spoken<Words>>>();
  const ask = (locale: Locale): Promise<Spoken<Words>> => {
    const before = asked.get(locale);
    if (before) return before;
    const now = speak(dictionary, locale);
    asked.set(locale, now);
    return now;
  };
  return {
    useThese() {
      const words = useContext(Said);
      // English in the middle of another language would be seen by those alone who read neither.
      if (words === undefined) throw new Error('there is no Speak around this view');
      return words;
    },
    Speak({ children }) {
      const { locale } = useContext(SpokenContext);
      const words = locale === 'en' ? en : use(ask(locale)).words;
      return <Said value={words}>{children}</Said>;
    },
  };
}
