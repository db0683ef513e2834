import type { IncomingHttpHeaders } from 'node:http';

/**
 * True when the request was made by a page of ours. Both headers are written by the browser and cannot be forged by a
 * page; one that is there must speak for us, and at least one must be there (ASVS 3.5.1–3.5.3).
 */
export function fromOurOwnPage(headers: IncomingHttpHeaders, issuer: string): boolean {
  const site = headers['sec-fetch-site'];
  const { origin } = headers;
  if (site === undefined && origin === undefined) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || origin === new URL(issuer).origin;
}
