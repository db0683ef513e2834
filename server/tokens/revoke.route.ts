import type Router from '@koa/router';
import type { ClientAuthentication } from '../clients/authenticate.ts';
import type { Config } from '../config/config.ts';
import { formEndpoint } from '../http/endpoint.ts';
import type { Web } from '../http/web.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { OAuthError } from '../protocol/error.ts';
import type { FamilyStore } from './family-store.ts';
import { decodeRefreshToken } from './refresh-token.ts';
import { verifyAccessToken } from './verify-access-token.ts';

export interface RevokeRouteParts {
  readonly authenticate: ClientAuthentication;
  readonly families: FamilyStore;
  readonly keyring: Keyring;
  readonly config: Config;
  readonly clock: Clock;
}

/**
 * POST /revoke (RFC 7009). Either kind of token takes its whole family with it (§2.1). The answer is the same empty
 * JSON object whether there was anything to revoke or not: two client libraries in use need the body to be JSON.
 */
export function revokeRoute(router: Router, web: Web, parts: RevokeRouteParts): void {
  const { authenticate, families, clock } = parts;
  formEndpoint(
    router,
    web,
    '/revoke',
    async (request) => {
      const { form, caller } = request;
      const client = await authenticate(request);
      if (form.token === undefined) throw new OAuthError('invalid_request', 'token is missing');

      const family = familyOf(parts, client.id, form.token);
      if (!family) return {};
      const { accountId, familyId } = family;
      await families.revoke(accountId, familyId, {
        kind: 'tokens.revoked',
        atSeconds: clock.nowSeconds(),
        accountId,
        clientId: client.id,
        familyId,
        requestId: caller.requestId,
        addressPrefix: caller.addressPrefix,
      });
      return {};
    },
    { cors: true },
  );
}

interface FamilyName {
  readonly accountId: string;
  readonly familyId: string;
}

/** The family of a token that is this client's own; another client's token is as good as unknown (IN-04). */
function familyOf(parts: RevokeRouteParts, clientId: string, token: string): FamilyName | undefined {
  const refresh = decodeRefreshToken(parts.keyring.sealer('refresh-token'), clientId, token);
  if (refresh) return refresh;
  const access = verifyAccessToken(parts, token);
  return access?.clientId === clientId ? access : undefined;
}
