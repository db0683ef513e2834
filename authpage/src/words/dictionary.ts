import type { Locale } from '../../../contract/page.ts';

/** What a page says, and in which language it does. */
export interface Spoken<Words> {
  readonly locale: Locale;
  readonly words: Words;
}

/** English is in the bundle that shows it; each other language is one chunk. */
export interface Dictionary<Words> {
  readonly en: Words;
  readonly others: Readonly<Record<Exclude<Locale, 'en'>, () => Promise<Words>>>;
}

/** The words of a language; English when its chunk does not arrive, since a page in English beats none. */
export async function speak<Words>(dictionary: Dictionary<Words>, locale: Locale): Promise<Spoken<Words>> {
  if (locale === 'en') return { locale, words: dictionary.en };
  try {
    return { locale, words: await dictionary.others[locale]() };
  } catch {
    return { locale: 'en', words: dictionary.en };
  }
}
