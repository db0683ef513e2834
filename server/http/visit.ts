import type { Locale } from '../../contract/page.ts';
import type { Caller } from './caller.ts';
import type { Parameters } from './form.ts';

/** Our cookies, by purpose; http/cookies.ts knows their names on the wire (`__Host-` over https). */
export type CookieName = 'session' | 'browser' | 'device' | 'locale' | 'watch' | 'fedcm' | 'remembered';

/** What a route may see of a browser's request, and the cookies it may set. */
export interface Visit {
  readonly method: 'GET' | 'POST';
  /** Named segments of the path. */
  readonly segments: Readonly<Record<string, string>>;
  /** The query of a GET, the form of a POST. */
  readonly parameters: Parameters;
  readonly locale: Locale;
  /** What the person chose on a page of ours, not long ago; goes before what a client asks for. */
  readonly chosenLocale: Locale | undefined;
  readonly caller: Caller;
  cookie(name: CookieName): string | undefined;
  /** `maxAgeSeconds` absent: until the browser closes. */
  setCookie(name: CookieName, value: string, maxAgeSeconds?: number): void;
  clearCookie(name: CookieName): void;
}
