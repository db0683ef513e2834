import type { Config } from '../config/config.ts';
import type { Visit } from '../http/visit.ts';
import { keepBrowserState } from './browser-state.ts';
import { type FedcmCookieParts, keepFedcmCookie } from './fedcm-cookie.ts';
import type { Session } from './session.ts';

/** Gives the browser what an operator wants it to have beside the session cookie, if it has not got it. */
export function keepCompanions(
  jar: Pick<Visit, 'cookie' | 'setCookie'>,
  parts: FedcmCookieParts & { readonly config: Pick<Config, 'sessionManagement'> },
  session: Session,
): void {
  keepBrowserState(jar, parts.config, session);
  keepFedcmCookie(jar, parts, session);
}
