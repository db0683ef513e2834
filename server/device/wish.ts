import type { Client } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import { OAuthError } from '../protocol/error.ts';
import { findResource } from '../protocol/resources.ts';
import { isKnownScope, parseScope } from '../protocol/scope.ts';
import { NO_TERMS } from '../tokens/terms.ts';
import type { Waiting } from './waiting.ts';

/** What a client asks for where no browser carries its request, by the rules of the authorization endpoint. */
export interface Wish {
  readonly scope: string | undefined;
  readonly resources: readonly string[];
}

/** Throws `invalid_scope` (RFC 6749 §3.3) or `invalid_target` (RFC 8707 §2). There is no default scope. */
export function allowedWish(
  { scope, resources }: Wish,
  client: Client,
  config: Pick<Config, 'issuer' | 'resources'>,
): Pick<Waiting, 'scopes' | 'terms'> {
  const found = resources.map((identifier) => findResource(config, identifier));
  if (found.includes(undefined)) throw new OAuthError('invalid_target', 'a resource is not known here');

  const scopes = scope === undefined ? undefined : parseScope(scope);
  if (!scopes) throw new OAuthError('invalid_scope', 'scope is missing or malformed');
  const known = (name: string) => isKnownScope(name) || found.some((one) => one?.scopes.includes(name));
  if (!scopes.every((name) => known(name) && client.scopes.includes(name)))
    throw new OAuthError('invalid_scope', 'a scope is unknown or not registered for this client');
  return {
    scopes: [...scopes],
    terms: resources.length === 0 ? NO_TERMS : { resources: [...new Set(resources)] },
  };
}
