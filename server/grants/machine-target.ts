import type { Client } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import { OAuthError } from '../protocol/error.ts';
import { findResource, type Resource } from '../protocol/resources.ts';
import { isKnownScope, parseScope } from '../protocol/scope.ts';
import { isOpenTo } from '../tokens/audience.ts';
import type { Terms } from '../tokens/terms.ts';

interface Target {
  readonly scopes: readonly string[];
  readonly terms: Terms;
}

const RESOURCES_MAX = 8;

/**
 * What a token of a client in its own name is for. Its scopes are those it was registered for: no person is there to
 * allow more, and what is about a person (every scope of this server itself) never is its own. Without `scope` it gets
 * all that `resource` knows; without `resource`, the token is for the resources that know its scopes (RFC 8707 §2).
 * Throws `invalid_scope` or `invalid_target`.
 */
export function machineTarget(
  config: Pick<Config, 'issuer' | 'resources'>,
  client: Pick<Client, 'scopes' | 'settings'>,
  asked: { readonly scope: string | undefined; readonly resources: readonly string[] },
): Target {
  const named = namedResources(config, client, asked.resources);
  const known = named.length > 0 ? named : config.resources;
  const own = client.scopes.filter(
    (name) => !isKnownScope(name) && known.some(({ scopes }) => scopes.includes(name)),
  );
  const scopes = asked.scope === undefined ? own : parseScope(asked.scope);
  if (!scopes?.every((name) => own.includes(name)))
    throw new OAuthError('invalid_scope', 'a scope is malformed, unknown or not registered for this client');

  return { scopes, terms: termsOf(named.length > 0 ? named : ownersOf(scopes, config.resources)) };
}

/**
 * The same where a person stands behind it: of the scopes that are allowed, those that are asked, for the resources that
 * are named or, without any, those that know the scopes. Throws `invalid_scope` or `invalid_target`.
 */
export function personTarget(
  config: Pick<Config, 'issuer' | 'resources'>,
  client: Pick<Client, 'settings'>,
  allowed: readonly string[],
  asked: { readonly scope: string | undefined; readonly resources: readonly string[] },
): Target {
  const scopes = asked.scope === undefined ? allowed : parseScope(asked.scope);
  if (!scopes?.every((name) => allowed.includes(name)) || scopes.length === 0)
    throw new OAuthError('invalid_scope', 'a scope is malformed, or was not allowed to this client');
  const named = namedResources(config, client, asked.resources);
  return { scopes, terms: termsOf(named.length > 0 ? named : ownersOf(scopes, config.resources)) };
}

function termsOf(meant: readonly Resource[]): Terms {
  return meant.length > 0 ? { resources: meant.map(({ identifier }) => identifier) } : {};
}

function namedResources(
  config: Pick<Config, 'issuer' | 'resources'>,
  client: Pick<Client, 'settings'>,
  identifiers: readonly string[],
): readonly Resource[] {
  if (identifiers.length > RESOURCES_MAX)
    throw new OAuthError('invalid_target', 'resource is repeated too often');
  return [...new Set(identifiers)].map((identifier) => {
    const resource = findResource(config, identifier);
    if (!resource || !isOpenTo(client, identifier))
      throw new OAuthError('invalid_target', 'a resource is unknown or not open to this client');
    return resource;
  });
}

/** Each scope belongs to the first resource that knows it. */
function ownersOf(scopes: readonly string[], resources: readonly Resource[]): readonly Resource[] {
  const owners = scopes.map((scope) => resources.find((one) => one.scopes.includes(scope)));
  return [...new Set(owners.filter((owner) => owner !== undefined))];
}
