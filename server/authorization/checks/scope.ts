import { OAuthError } from '../../protocol/error.ts';
import { isKnownScope, parseScope } from '../../protocol/scope.ts';
import type { Check } from './check.ts';

/** RFC 6749 §3.3: each scope must exist and be registered for the client (CF-18). There is no default. */
export const scope: Check = ({ parameters: { values }, client }) => {
  if (values.scope === undefined) throw new OAuthError('invalid_scope', 'scope is missing');
  const scopes = parseScope(values.scope);
  if (scopes === undefined) throw new OAuthError('invalid_scope', 'scope is malformed');
  if (!scopes.every((name) => isKnownScope(name) && client.scopes.includes(name))) {
    throw new OAuthError('invalid_scope', 'a scope is unknown or not registered for this client');
  }
  return { scopes };
};
