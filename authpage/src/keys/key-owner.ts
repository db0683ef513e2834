import type { KeyOwner } from '../vault/calls.ts';

/** Whose key it is. The pages are served by the issuer, which is an origin and nothing more (server/config/rules.ts). */
export function keyOwner(accountId: string): KeyOwner {
  return { issuer: location.origin, accountId };
}
