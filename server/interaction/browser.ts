import type { Visit } from '../http/visit.ts';
import { fingerprint } from '../platform/digest.ts';
import { isSecret, newSecret } from '../platform/random.ts';

const COOKIE_SECONDS = 30 * 24 * 60 * 60;

/** The digest by which interactions know this browser; undefined when it has not been here, or blocks cookies. */
export function browserDigest(visit: Pick<Visit, 'cookie'>): string | undefined {
  const secret = visit.cookie('browser');
  return secret !== undefined && isSecret('br', secret) ? fingerprint(secret) : undefined;
}

/**
 * The same, giving the browser a secret if it has none. An existing one is kept, so that a second tab does not make
 * the first one foreign.
 */
export function ensureBrowser(visit: Pick<Visit, 'cookie' | 'setCookie'>): string {
  const known = browserDigest(visit);
  if (known !== undefined) return known;
  const secret = newSecret('br');
  visit.setCookie('browser', secret, COOKIE_SECONDS);
  return fingerprint(secret);
}
