import type Router from '@koa/router';
import type { ClientStore } from '../clients/client-store.ts';
import type { Config } from '../config/config.ts';
import type { Proofs } from '../dpop/proof.ts';
import { bearerEndpoint } from '../http/bearer-endpoint.ts';
import type { Web } from '../http/web.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { claimsOf } from '../protocol/claims.ts';
import { OAuthError } from '../protocol/error.ts';
import { acceptAccessToken } from './accept-access-token.ts';
import type { FamilyStore } from './family-store.ts';

export interface UserinfoRouteParts {
  readonly proofs: Proofs;
  readonly clients: Pick<ClientStore, 'find'>;
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
  bearerEndpoint(router, web, '/userinfo', async (request) => {
    const live = await acceptAccessToken(parts, request, { scope: 'openid' });
    if (!live.claims) throw new OAuthError('invalid_token', 'the access token stands for no person');
    return claimsOf(live.token.scopes, live.claims);
  });
}
