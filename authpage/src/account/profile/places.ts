/** Languages to choose from, as BCP 47 tags; one that was chosen elsewhere is added. */
const LANGUAGES = [
  ...['af', 'ar', 'az', 'be', 'bg', 'bn', 'bs', 'ca', 'cs', 'cy', 'da', 'de', 'de-AT', 'de-CH', 'el', 'en'],
  ...['en-AU', 'en-CA', 'en-GB', 'en-IE', 'en-IN', 'en-US', 'es', 'es-AR', 'es-MX', 'et', 'eu', 'fa', 'fi'],
  ...['fil', 'fr', 'fr-BE', 'fr-CA', 'fr-CH', 'fy', 'ga', 'gl', 'gu', 'he', 'hi', 'hr', 'hu', 'hy', 'id'],
  ...['is', 'it', 'ja', 'ka', 'kk', 'km', 'kn', 'ko', 'lt', 'lv', 'mk', 'ml', 'mr', 'ms', 'mt', 'nb', 'ne'],
  ...['nl', 'nl-BE', 'nn', 'pa', 'pl', 'pt', 'pt-BR', 'ro', 'ru', 'si', 'sk', 'sl', 'sq', 'sr', 'sv', 'sw'],
  ...['ta', 'te', 'th', 'tr', 'uk', 'ur', 'uz', 'vi', 'zh-Hans', 'zh-Hant', 'zu'],
];

interface Language {
  readonly tag: string;
  readonly name: string;
}

/** The languages by their names in one of them, in the order in which it sorts. */
export function languagesIn(locale: string, chosen: string): readonly Language[] {
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const { compare } = new Intl.Collator(locale);
  return withChosen(LANGUAGES, chosen)
    .map((tag) => ({ tag, name: nameOf(tag, names) }))
    .sort((one, other) => compare(one.name, other.name));
}

// A tag that somebody chose elsewhere may be shaped well and mean nothing.
function nameOf(tag: string, names: Intl.DisplayNames): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

interface Region {
  readonly region: string;
  readonly zones: readonly { readonly zone: string; readonly name: string }[];
}

/** The time zones that the browser knows (IANA), by the first part of their names. */
export function zonesByRegion(chosen: string): readonly Region[] {
  const regions = new Map<string, { zone: string; name: string }[]>();
  for (const zone of withChosen(Intl.supportedValuesOf('timeZone'), chosen)) {
    const [region = zone, ...rest] = zone.split('/');
    const zones = regions.get(region) ?? [];
    zones.push({ zone, name: (rest.join(' / ') || zone).replaceAll('_', ' ') });
    regions.set(region, zones);
  }
  return [...regions].map(([region, zones]) => ({ region, zones }));
}

function withChosen(known: readonly string[], chosen: string): readonly string[] {
  return chosen === '' || known.includes(chosen) ? known : [...known, chosen];
}
