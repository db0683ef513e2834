import { type Locale, locales } from '../../contract/page.ts';

const HEADER_CHARACTERS_MAX = 256;
const DEFAULT: Locale = 'en';

/** Where a wish for a language can stand, strongest first: the client's ui_locales, our cookie, the browser. */
export interface LocaleWishes {
  /** OIDC Core §3.1.2.1: space-separated language tags in order of preference. */
  readonly uiLocales: string | undefined;
  readonly cookie: string | undefined;
  readonly acceptLanguage: string | undefined;
}

/** The first wish that we speak, else English. Never an error: a language is a courtesy. */
export function chooseLocale({ uiLocales, cookie, acceptLanguage }: LocaleWishes): Locale {
  const wishes = [
    ...(uiLocales ?? '').slice(0, HEADER_CHARACTERS_MAX).split(' '),
    cookie ?? '',
    ...byQuality((acceptLanguage ?? '').slice(0, HEADER_CHARACTERS_MAX)),
  ];
  for (const wish of wishes) {
    const primary = wish.toLowerCase().split('-')[0];
    const spoken = locales.find((locale) => locale === primary);
    if (spoken !== undefined) return spoken;
  }
  return DEFAULT;
}

/** RFC 9110 §12.5.4: tags by their q, highest first; those of equal q in the order they came. */
function byQuality(acceptLanguage: string): string[] {
  return acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((text) => /^ *q=([01](?:\.\d{0,3})?) *$/.exec(text)?.[1]).find(Boolean);
      return { tag: tag.trim(), quality: Number(quality ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((left, right) => right.quality - left.quality)
    .map(({ tag }) => tag);
}
