import type { Client } from './client.ts';

/**
 * The sector of a client (OIDC Core §8.1): the host of its `sector_identifier_uri`, else the one host that all its
 * redirect addresses have. Undefined when there is no such host; a client with pairwise subjects always has one.
 */
export function sectorOf({ settings, redirectUris }: Pick<Client, 'settings' | 'redirectUris'>) {
  const uris = settings.sectorIdentifierUri === undefined ? redirectUris : [settings.sectorIdentifierUri];
  const [host, ...others] = new Set(uris.map((uri) => URL.parse(uri)?.hostname ?? ''));
  return others.length > 0 || host === '' ? undefined : host;
}
