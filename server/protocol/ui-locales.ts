const LOCALES_MAX = 16;
const TAG_CHARACTERS_MAX = 35; // RFC 5646 §4.4.1

/**
 * OIDC Core §3.1.2.1 `ui_locales`: BCP 47 tags in order of preference, in canonical casing. What is no language tag
 * is left out: an error MUST NOT result.
 */
export function parseUiLocales(text: string): readonly string[] {
  const tags = text.split(' ', LOCALES_MAX).flatMap(canonical);
  return [...new Set(tags)];
}

function canonical(tag: string): readonly string[] {
  if (tag === '' || tag.length > TAG_CHARACTERS_MAX) return [];
  try {
    return Intl.getCanonicalLocales(tag);
  } catch {
    return [];
  }
}
