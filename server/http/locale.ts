import { type Locale, locales } from '../../contract/page.ts';

const WISHES_CHARACTERS_MAX = 256;
const DEFAULT: Locale = 'en';

/** Where a wish for a language can stand, strongest first (decision 33). */
export interface LocaleWishes {
  /** What the person chose on a page of ours, not long ago. */
  readonly chosen?: Locale | undefined;
  /** OIDC Core §3.1.2.1, of the client: space-separated language tags in order of preference. */
  readonly uiLocales: string | undefined;
  /** What the person chose once. */
  readonly remembered?: Locale | undefined;
  readonly acceptLanguage: string | undefined;
}

/** The first wish that we speak, else English. Never an error: a language is a courtesy. */
export function chooseLocale({ chosen, uiLocales, remembered, acceptLanguage }: LocaleWishes): Locale {
  return (
    chosen ??
    firstSpoken((uiLocales ?? '').slice(0, WISHES_CHARACTERS_MAX).split(' ')) ??
    remembered ??
    firstSpoken(byQuality((acceptLanguage ?? '').slice(0, WISHES_CHARACTERS_MAX))) ??
    DEFAULT
  );
}

/** The first of these tags that we speak, by its primary language: `nl-BE` is Dutch (RFC 4647 §3.4, lookup). */
export function firstSpoken(tags: readonly string[]): Locale | undefined {
  for (const tag of tags) {
    const primary = tag.toLowerCase().split('-')[0];
    const spoken = locales.find((locale) => locale === primary);
    if (spoken !== undefined) return spoken;
  }
  return undefined;
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
