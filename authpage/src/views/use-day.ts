import { useDateLocale } from '../words/words.ts';

/** Says a day in full, in the language of the page and the time zone of the browser. */
export function useDay(): (seconds: number) => string {
  const locale = useDateLocale();
  return (seconds) => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(seconds * 1000));
}
