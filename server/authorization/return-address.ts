import type { Client } from '../clients/client.ts';

declare const checked: unique symbol;

/**
 * A redirect URI that belongs to the client. Only this file makes one, and whatever redirects asks for one, so an open
 * redirector does not compile.
 */
export type ReturnAddress = string & { readonly [checked]: 'registered' };

/**
 * OAuth 2.1 §2.3.1: byte-exact match with a registered URI, except that a loopback IP literal of a native client may
 * choose its port (§8.4.2). Undefined when the client did not register it.
 */
export function returnAddress(client: Client, requested: string): ReturnAddress | undefined {
  const registered = client.redirectUris.some(
    (uri) => uri === requested || (client.type === 'native' && sameButPort(uri, requested)),
  );
  return registered ? (requested as ReturnAddress) : undefined;
}

/** Restores the brand of an address that lay sealed in our own ephemera; it was checked before it was put there. */
export function storedReturnAddress(stored: string): ReturnAddress {
  return stored as ReturnAddress;
}

// Text, not URL objects: what is compared must be what the browser will be sent to. `localhost` is a name, no address.
const LOOPBACK = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::([0-9]{1,5}))?(\/[^#]*)?$/;

function sameButPort(registered: string, requested: string): boolean {
  const left = LOOPBACK.exec(registered);
  const right = LOOPBACK.exec(requested);
  if (!left || !right || Number(right[2] ?? 0) > 65535) return false;
  return left[1] === right[1] && (left[3] ?? '') === (right[3] ?? '');
}
