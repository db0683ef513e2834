import type { Client } from '../clients/client.ts';
import type { ClientStore } from '../clients/client-store.ts';
import { isFapi } from '../clients/profile.ts';
import { isClientId } from '../protocol/client-id.ts';

/** A client, and the origin of the page of its that asks. */
export interface ClientAt {
  readonly client: Client;
  readonly origin: string;
}

/**
 * The client that a page at `origin` may speak for: enabled, with that very origin among those of its redirect addresses.
 * The browser vouches for the origin, so this takes the place of the match of the redirect URI. Not for a profile that
 * wants more of a client than a page can prove.
 */
export async function clientAt(
  clients: Pick<ClientStore, 'find'>,
  clientId: string | undefined,
  origin: string | undefined,
): Promise<ClientAt | undefined> {
  if (clientId === undefined || origin === undefined || !isClientId(clientId)) return undefined;
  const client = await clients.find(clientId);
  if (client?.enabled !== true || isFapi(client) || !client.scopes.includes('openid')) return undefined;
  if (client.type !== 'web' && client.type !== 'spa') return undefined;
  const origins = client.redirectUris.map((uri) => URL.parse(uri)?.origin);
  return origin !== 'null' && origins.includes(origin) ? { client, origin } : undefined;
}
