import { isKnownScope } from '../../protocol/scope.ts';
import { personGrants } from '../grant-kinds.ts';
import type { ClientRule } from './rule.ts';

/** A machine acts without a person: it has no flow of one, no page to send one to, and no scope about one. */
export const machine: ClientRule = ({ type, grantTypes, postLogoutRedirectUris, scopes }) => {
  if (type !== 'machine') return undefined;
  if (grantTypes.some((grant) => personGrants.includes(grant)))
    return 'a machine client may not have a grant that needs a person';
  if (postLogoutRedirectUris.length > 0)
    return 'a machine client has no page that a person could be sent back to';
  return scopes.some(isKnownScope) ? 'a machine client may not have a scope about a person' : undefined;
};
