import { type Locale, locales } from '../../contract/page.ts';
import type { AuthorizationRequest } from '../authorization/request.ts';

/** The first language the client asked for that we speak (`ui_locales`); undefined: as the browser says. */
export function localeOf(request: AuthorizationRequest | undefined): Locale | undefined {
  const primaries = (request?.uiLocales ?? []).map((tag) => tag.toLowerCase().split('-')[0]);
  return locales.find((locale) => locale === primaries.find((primary) => isLocale(primary)));
}

function isLocale(primary: string | undefined): boolean {
  return locales.some((locale) => locale === primary);
}
