import type { Client } from '../../clients/client.ts';
import { OAuthError } from '../../protocol/error.ts';
import { keyScopesIn } from '../../protocol/key-scope.ts';
import { findResource, isResourceIdentifier, type Resource } from '../../protocol/resources.ts';
import { isKnownScope, parseScope } from '../../protocol/scope.ts';
import { isOpenTo } from '../../tokens/audience.ts';
import type { Check, Question } from './check.ts';

const RESOURCES_MAX = 8;

/** All that this check looks at, so that requests which no browser carried are judged by it too. */
export interface ScopeQuestion extends Pick<Question, 'client'> {
  readonly parameters: Pick<Question['parameters'], 'values' | 'all'>;
  readonly config: Pick<Question['config'], 'issuer' | 'resources'>;
}

/**
 * RFC 6749 §3.3, RFC 8707 §2: what the tokens are for, and what they allow there. A scope of ours must be registered for
 * the client (CF-18), as must one that stands for a key; one of a resource server means something at that resource only, so the resource must be asked for
 * too, or is taken to be. There is no default scope: only who names a resource or details needs none.
 */
export const scope = (question: ScopeQuestion): ReturnType<Check> => {
  const { parameters, client, config } = question;
  const scopes = scopesAsked(question);
  if (scopes.some((name) => isKnownScope(name) && !client.scopes.includes(name))) throw unknownScope();

  const ofKeys = keyScopesIn(scopes, client.settings, config.resources);
  const foreign = scopes.filter((name) => !isKnownScope(name) && !ofKeys.includes(name));
  const named = (parameters.all.resource ?? []).map((identifier) => resourceOf(question, identifier));
  const meant = named.length > 0 ? named : ownersOf(foreign, config.resources, client);
  if (!foreign.every((name) => meant.some((resource) => resource.scopes.includes(name))))
    throw unknownScope();

  // Who named none and asks who somebody is, goes to userinfo with the same token.
  const ours = named.length === 0 && meant.length > 0 && scopes.includes('openid') ? [config.issuer] : [];
  const resources = [...new Set([...meant.map(({ identifier }) => identifier), ...ours])];
  if (resources.length > RESOURCES_MAX) throw new OAuthError('invalid_target', 'too many resources at once');
  return { scopes, ...(resources.length > 0 && { terms: { resources } }) };
};

function scopesAsked({ parameters: { values } }: ScopeQuestion): readonly string[] {
  if (values.scope === undefined) {
    if (values.resource !== undefined || values.authorization_details !== undefined) return [];
    throw new OAuthError('invalid_scope', 'scope is missing');
  }
  const scopes = parseScope(values.scope);
  if (scopes === undefined) throw new OAuthError('invalid_scope', 'scope is malformed');
  return scopes;
}

function resourceOf({ config, client }: ScopeQuestion, identifier: string): Resource {
  if (!isResourceIdentifier(identifier))
    throw new OAuthError('invalid_target', 'resource must be an absolute URI without a fragment');
  const resource = findResource(config, identifier);
  if (!resource || (identifier !== config.issuer && !isOpenTo(client, identifier)))
    throw new OAuthError('invalid_target', 'a resource is unknown or not open to this client');
  return resource;
}

/** Each scope belongs to the first resource that has it. */
function ownersOf(
  scopes: readonly string[],
  resources: readonly Resource[],
  client: Client,
): readonly Resource[] {
  const open = resources.filter(({ identifier }) => isOpenTo(client, identifier));
  return scopes.flatMap((name) => open.find((resource) => resource.scopes.includes(name)) ?? []);
}

function unknownScope(): OAuthError {
  return new OAuthError('invalid_scope', 'a scope is unknown or not registered for this client');
}
