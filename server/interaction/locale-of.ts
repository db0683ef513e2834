import type { Locale } from '../../contract/page.ts';
import type { AuthorizationRequest } from '../authorization/request.ts';
import { firstSpoken } from '../http/locale.ts';
import type { Visit } from '../http/visit.ts';

/**
 * The language of a trip: what the person chose on a page of ours, else the first that the client asked for
 * (`ui_locales`) and that we speak, else what the browser says (decision 33).
 */
export function localeOf(
  { chosenLocale, locale }: Pick<Visit, 'chosenLocale' | 'locale'>,
  request: AuthorizationRequest | undefined,
): Locale {
  return chosenLocale ?? firstSpoken(request?.uiLocales ?? []) ?? locale;
}
