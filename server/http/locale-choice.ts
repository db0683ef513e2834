import type { IncomingHttpHeaders } from 'node:http';
import { type Locale, locales } from '../../contract/page.ts';
import type { Clock } from '../platform/clock.ts';
import type { CookieJar } from './cookies.ts';
import { type LocaleWishes, chooseLocale } from './locale.ts';

/**
 * No trip through our pages lasts longer: within it nobody has to choose twice, whatever the client asks for. Later the
 * choice stays, but a client that knows what its person reads now is heard first.
 */
const LEADS_SECONDS = 24 * 60 * 60;
const KEPT_SECONDS = 365 * 24 * 60 * 60;

const SHAPE = /^([a-z]{2})(?:-(\d{1,12}))?$/;

/** What a request says about the language of its answer. */
export interface Spoken {
  readonly locale: Locale;
  /** Of the person, not long ago: goes before what a client asked for. */
  readonly chosenLocale: Locale | undefined;
}

/** Keeps the language a person chose on a page of ours, and when. */
export function keepLocale(jar: Pick<CookieJar, 'setCookie'>, locale: Locale, clock: Clock): void {
  jar.setCookie('locale', `${locale}-${clock.nowSeconds()}`, KEPT_SECONDS);
}

/** The language of an answer to this request; `uiLocales` is what stands in its own parameters. */
export function localeOfRequest(
  { headers, jar, clock }: { headers: IncomingHttpHeaders; jar: Pick<CookieJar, 'cookie'>; clock: Clock },
  uiLocales?: string,
): Spoken {
  const kept = readLocale(jar.cookie('locale'));
  const leads = kept !== undefined && clock.nowSeconds() - kept.atSeconds < LEADS_SECONDS;
  const chosenLocale = leads ? kept.locale : undefined;
  const wishes: LocaleWishes = {
    chosen: chosenLocale,
    uiLocales,
    remembered: kept?.locale,
    acceptLanguage: headers['accept-language'],
  };
  return { locale: chooseLocale(wishes), chosenLocale };
}

/** A cookie that is not ours, or of a language we no longer speak, counts as absent; one without a time as old. */
function readLocale(cookie: string | undefined): { locale: Locale; atSeconds: number } | undefined {
  const [, tag, at = '0'] = SHAPE.exec(cookie ?? '') ?? [];
  const locale = locales.find((spoken) => spoken === tag);
  return locale && { locale, atSeconds: Number(at) };
}
