import type { Client } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import { OAuthError } from '../protocol/error.ts';
import { isKeyScope } from '../protocol/key-scope.ts';
import { grantedScopes, isKnownScope } from '../protocol/scope.ts';
import { isOpenTo } from './audience.ts';

/**
 * Scopes that were granted, are asked for, and that the client may still have today: a scope taken from a client is
 * missing in its next token, not in thirty days (DOD-N16). A request never exceeds what was granted (RT-07). None may be
 * left only where none was asked for: then resources or authorization details say what is allowed.
 */
export function allowedScopes(
  config: Config,
  client: Client,
  granted: readonly string[],
  requested: readonly string[] = granted,
): readonly string[] {
  const scopes = grantedScopes(requested, granted).filter(
    (scope) =>
      client.scopes.includes(scope) ||
      isKeyScope(client.settings, scope) ||
      isOfOpenResource(config, client, scope),
  );
  if (scopes.length === 0 && requested.length > 0)
    throw new OAuthError('invalid_scope', 'the client may no longer have these scopes');
  return scopes;
}

/** A scope of a resource server needs no registration, only a resource that is open to the client. */
function isOfOpenResource({ resources }: Config, client: Client, scope: string): boolean {
  return (
    !isKnownScope(scope) &&
    resources.some(({ identifier, scopes }) => scopes.includes(scope) && isOpenTo(client, identifier))
  );
}
