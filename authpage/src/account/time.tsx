import { useDateLocale } from '../words/words.ts';

interface TimeProps {
  readonly atSeconds: number;
  /** The sentence the time stands in. */
  readonly inWords: (time: string) => string;
}

/** A moment, in the language of the page and the time zone of the browser. */
export function Time({ atSeconds, inWords }: TimeProps) {
  const locale = useDateLocale();
  const moment = new Date(atSeconds * 1000);
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return <time dateTime={moment.toISOString()}>{inWords(format.format(moment))}</time>;
}
