import type { CookieName } from './visit.ts';

/** The cookies of one request, and those its answer sets. */
export interface CookieJar {
  /** What the browser sent, or what this answer has set since. */
  cookie(name: CookieName): string | undefined;
  setCookie(name: CookieName, value: string, maxAgeSeconds?: number): void;
  clearCookie(name: CookieName): void;
}

const HEADER_CHARACTERS_MAX = 8 * 1024;
const VALUE = /^[A-Za-z0-9_-]{1,512}$/;

/** By its name on the wire. */
export function cookieName(name: CookieName, secure: boolean): string {
  return `${secure ? '__Host-' : ''}tacet_${name}`;
}

/**
 * Which sites' pages and scripts get a cookie, where it is not what all others have. Both are there only when an operator
 * wants them, and neither opens a page of ours: `watch` is compared by the frame of Session Management, `fedcm` is read
 * by the endpoints that only a browser itself calls. Over http, where a browser keeps no cookie for other sites, they
 * stay with ours.
 */
const OPENER: Readonly<Partial<Record<CookieName, string>>> = {
  watch: 'SameSite=None; Secure',
  fedcm: 'HttpOnly; SameSite=None; Secure',
};
const OPENER_OVER_HTTP: typeof OPENER = { watch: 'SameSite=Lax' };

function attributesOf(name: CookieName, secure: boolean): string {
  if (secure) return OPENER[name] ?? 'HttpOnly; SameSite=Lax; Secure';
  return OPENER_OVER_HTTP[name] ?? 'HttpOnly; SameSite=Lax';
}

/**
 * Opens the jar. Over https every name carries `__Host-` (RFC 6265bis §4.1.3.2): no sibling host and no plain-http page
 * can plant one. SameSite=Lax, because a person comes to us from the client's site and must still be known.
 * `write` gets all Set-Cookie lines each time one changes.
 */
export function cookieJar(
  sent: string | undefined,
  secure: boolean,
  write: (lines: string[]) => void,
): CookieJar {
  const lines = new Map<CookieName, string>();
  const values = new Map<CookieName, string | undefined>();
  const wireName = (name: CookieName) => cookieName(name, secure);
  const put = (name: CookieName, value: string, maxAgeSeconds: number | undefined) => {
    const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
    lines.set(name, `${wireName(name)}=${value}; Path=/; ${attributesOf(name, secure)}${age}`);
    write([...lines.values()]);
  };

  return {
    cookie: (name) => (values.has(name) ? values.get(name) : firstNamed(sent ?? '', wireName(name))),
    setCookie: (name, value, maxAgeSeconds) => {
      if (!VALUE.test(value)) throw new TypeError('a cookie of ours holds base64url characters only');
      values.set(name, value);
      put(name, value, maxAgeSeconds);
    },
    clearCookie: (name) => {
      values.set(name, undefined);
      put(name, '', 0);
    },
  };
}

/** The first cookie of exactly that name; a value with any other character than ours counts as absent. */
function firstNamed(header: string, wireName: string): string | undefined {
  if (header.length > HEADER_CHARACTERS_MAX) return undefined;
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 0 || pair.slice(0, equals).trim() !== wireName) continue;
    const value = pair.slice(equals + 1).trim();
    return VALUE.test(value) ? value : undefined;
  }
  return undefined;
}
