import { useContext } from 'react';
import { SpokenContext } from '../words/words.ts';

/** Says what the operator worded in several languages in that of the page, else in English. */
export function useSaid(): (text: Readonly<Record<string, string>>) => string {
  const { locale } = useContext(SpokenContext);
  return (text) => text[locale] ?? text.en ?? '';
}
