declare const trusted: unique symbol;

/** Where a redirect may lead. Made here only: to a path of ours, or to an address that a client registered. */
export type Destination = string & { readonly [trusted]: 'destination' };

/** A path of this server, absolute from the configured issuer. `path` is a constant of ours with ids in it. */
export function ownDestination(issuer: string, path: `/${string}`): Destination {
  return `${issuer}${path}` as Destination;
}

/**
 * An address that was checked against a client's registration. Called by authorization/response-modes/ and
 * logout/ alone (tests/house.test.ts holds them to it), with a ReturnAddress in hand.
 */
export function clientDestination(checked: string): Destination {
  return checked as Destination;
}
