import type { AuthorizationRequest } from '../authorization/request.ts';
import { isKnownScope, scopeRegistry } from '../protocol/scope.ts';

type Wanted = Pick<AuthorizationRequest, 'scopes' | 'terms'>;

/**
 * What a person must have allowed, as a consent remembers it: the scopes by name and, with a space where a scope has
 * none, what goes beyond them. A scope of a resource server counts for that resource alone, for the same name may mean
 * much more at another.
 */
export function consentItems(wanted: Wanted, issuer: string): readonly string[] {
  const resources = foreignResources(wanted, issuer);
  const foreign = wanted.scopes.filter((name) => !isKnownScope(name));
  return [
    ...wanted.scopes,
    ...claimsBeyond(wanted).map((name) => `claim ${name}`),
    ...resources.map((identifier) => `resource ${identifier}`),
    ...resources.flatMap((identifier) => foreign.map((name) => `scope ${name} ${identifier}`)),
  ];
}

/** The claims about the account that were asked for by name (OIDC Core §5.5), and that no scope of the request gives. */
export function claimsBeyond({ scopes, terms: { claims } }: Wanted): readonly string[] {
  const told = scopeRegistry.filter(({ name }) => scopes.includes(name)).flatMap((scope) => scope.claims);
  const asked = [claims?.userinfo, claims?.id_token].flatMap((part) => Object.keys(part ?? {}));
  return [...new Set(asked)].filter((name) => !told.includes(name));
}

/** The resource servers of others: this server itself is no news to anybody who signs in at it. */
export function foreignResources({ terms: { resources } }: Wanted, issuer: string): readonly string[] {
  return (resources ?? []).filter((identifier) => identifier !== issuer);
}
