import { z } from 'zod';
import { OAuthError } from '../protocol/error.ts';
import { parseScope } from '../protocol/scope.ts';
import { grant } from './grant.ts';

/** OAuth 2.1 §4.3: the newest token of a family for the next one; `scope` may ask for less, never for more. */
export const refreshToken = grant({
  type: 'refresh_token',

  parameters: z.object({ refresh_token: z.string(), scope: z.string().optional() }),

  redeem({ refresh_token, scope }, { client, caller, confirmation, many, refreshFamilies }) {
    const scopes = scope === undefined ? undefined : parseScope(scope);
    if (scope !== undefined && !scopes) throw new OAuthError('invalid_scope', 'scope is malformed');
    const presented = { token: refresh_token, scopes, resources: many('resource'), confirmation };
    return refreshFamilies.redeem(presented, client, caller);
  },
});
