import type { Client } from '../clients/client.ts';
import { clientDestination, type Destination } from '../http/destination.ts';

/**
 * Where a signed-out person is sent: an address that this client registered, to the byte and with its own query
 * (RP-Initiated Logout §3), and `state` added to it. Undefined when it is not registered (LO-02). The caller has seen a
 * hint that proves who the client is.
 */
export function returnToClient(
  client: Client,
  requested: string,
  state: string | undefined,
): Destination | undefined {
  if (!client.postLogoutRedirectUris.includes(requested)) return undefined;
  if (state === undefined) return clientDestination(requested);
  // Text, not a URL object, which would rewrite what was registered.
  const joint = requested.includes('?') ? '&' : '?';
  return clientDestination(`${requested}${joint}state=${encodeURIComponent(state)}`);
}

/** Restores an address that lay in our own ephemera; `returnToClient` made it before it was put there. */
export function storedReturn(stored: string): Destination {
  return clientDestination(stored);
}
