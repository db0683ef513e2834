import type { Config } from '../config/config.ts';

type Headers = Readonly<Record<string, string>>;

const HSTS_SECONDS = 31_536_000;

/** Told to every answer of this server (ASVS 3.4, 14.3.2). A route that may be cached says so afterwards. */
export function answerHeaders({ issuer }: Config): Headers {
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    ...(issuer.startsWith('https:') ? { 'Strict-Transport-Security': `max-age=${HSTS_SECONDS}` } : {}),
  };
}

/**
 * A page or redirect on the trip between a client and us. Without Cross-Origin-Opener-Policy, because a client may have
 * opened us in a pop-up (OIDC Core §3.1.2.1, `display=popup`): any value but unsafe-none, even
 * same-origin-allow-popups, would cut it from its opener, also after the way back, since redirects count. Our pages
 * have no message listener and cannot be framed, so that an opener learns no more than that its pop-up is open.
 */
export const TRIP_HEADERS: Headers = { 'Cross-Origin-Opener-Policy': 'unsafe-none' };

// The page never runs WebAssembly: OPAQUE lives in the worker, whose own answer allows it.
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types tacet-worker',
].join('; ');

const PERMISSIONS_POLICY = [
  'camera=()',
  'display-capture=()',
  'geolocation=()',
  'microphone=()',
  'payment=()',
  'usb=()',
  'publickey-credentials-create=(self)',
  'publickey-credentials-get=(self)',
].join(', ');

/** Told to every page made by page.ts, on top of `answerHeaders`. No page loads a frame but of these origins. */
export function pageHeaders(frameOrigins: readonly string[] = []): Headers {
  return frameOrigins.length === 0
    ? PAGE_HEADERS
    : {
        ...PAGE_HEADERS,
        'Content-Security-Policy': `${PAGE_POLICY}; frame-src ${frameOrigins.join(' ')}`,
      };
}

const PAGE_HEADERS: Headers = {
  'Content-Security-Policy': PAGE_POLICY,
  'Permissions-Policy': PERMISSIONS_POLICY,
};

/** The page that posts itself to a client: one known script, one form, nothing else. */
export function formPostPolicy(scriptHash: string, target: string): string {
  return [
    "default-src 'none'",
    `script-src '${scriptHash}'`,
    `form-action ${formActionSources(target)}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

// Schemes only: Chromium holds every redirect that follows the post to this list as well, and where a client sends its
// person then, from its API to its pages for one, is its own affair. Whom the form posts to stands in the form.
function formActionSources(target: string): string {
  const { protocol } = new URL(target);
  return protocol === 'http:' ? 'http: https:' : protocol;
}

/** The built files. Only the OPAQUE worker may compile WebAssembly. */
export function assetPolicy(pathname: string): string {
  return pathname.startsWith('/assets/worker-')
    ? "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
    : "default-src 'none'";
}
