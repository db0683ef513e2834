import type Router from '@koa/router';
import type { Config } from '../config/config.ts';
import { bearerEndpoint } from '../http/bearer-endpoint.ts';
import type { Web } from '../http/web.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { claimsOf } from '../protocol/claims.ts';
import { OAuthError } from '../protocol/error.ts';
import type { FamilyStore } from './family-store.ts';
import { liveAccessToken } from './verify-access-token.ts';

export interface UserinfoRouteParts {
  readonly families: FamilyStore;
  readonly keyring: Keyring;
  readonly config: Config;
  readonly clock: Clock;
}

/**
 * GET and POST /userinfo (OIDC Core §5.3): the claims of the token's scopes, as the account is at this moment, never
 * as it was at sign-in (CF-34).
 */
export function userinfoRoute(router: Router, web: Web, parts: UserinfoRouteParts): void {
  bearerEndpoint(router, web, '/userinfo', async ({ token }) => {
    const live = await liveAccessToken(parts, token);
    if (!live) throw new OAuthError('invalid_token', 'the access token is unknown, expired or revoked');

    const { scopes } = live.token;
    if (!scopes.includes('openid')) throw new OAuthError('insufficient_scope', 'the scope openid is needed');
    return claimsOf(scopes, live.claims);
  });
}
