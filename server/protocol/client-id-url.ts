import { isIP } from 'node:net';

const SHAPE = /^https:\/\/([a-z0-9.-]+)(:[0-9]+)?\/[A-Za-z0-9\-._~!$&'()*+,;=:@%/]*$/;

/** True when a client id says that it is the address of a document: no id of our own making looks like that. */
export function looksLikeClientIdUrl(clientId: string): boolean {
  return /^https?:/i.test(clientId);
}

/**
 * True for a URL that may be a client id (draft-ietf-oauth-client-id-metadata-document §3; DR-07): https, a host name and
 * a path in their one normal form, without query, fragment, user information or dot segments. A port only where `places`
 * has that `host:port`; with `places` at all, no other host.
 */
export function isClientIdUrl(clientId: string, places: readonly string[]): boolean {
  const [, host = '', port = ''] = SHAPE.exec(clientId) ?? [];
  // The parser takes dot segments away, in any of their spellings, and writes an address in disguise as what it is.
  const url = URL.parse(clientId);
  if (url === null || url.href !== clientId || host === '' || host.endsWith('.') || isIP(host) > 0)
    return false;
  if (port !== '' && !places.includes(host + port)) return false;
  return places.length === 0 || places.includes(host + port);
}
