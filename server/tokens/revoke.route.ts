import type Router from '@koa/router';
import type { AuditEvent } from '../audit/event.ts';
import type { ClientAuthentication } from '../clients/authenticate.ts';
import type { Config } from '../config/config.ts';
import { formEndpoint } from '../http/endpoint.ts';
import type { Web } from '../http/web.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
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
 * POST /revoke (RFC 7009). Either kind of token takes its whole family with it (§2.1); an access token that has none
 * goes alone. The answer is the same empty
 * JSON object whether there was anything to revoke or not: two client libraries in use need the body to be JSON.
 */
export function revokeRoute(router: Router, web: Web, parts: RevokeRouteParts): void {
  const { authenticate, clock } = parts;
  formEndpoint(
    router,
    web,
    '/revoke',
    async (request) => {
      const { form, caller } = request;
      const client = await authenticate(request);
      if (form.token === undefined) throw new OAuthError('invalid_request', 'token is missing');

      await revoke(parts, client.id, form.token, {
        kind: 'tokens.revoked',
        atSeconds: clock.nowSeconds(),
        clientId: client.id,
        requestId: caller.requestId,
        addressPrefix: caller.addressPrefix,
      });
      return {};
    },
    { cors: true },
  );
}

/** Of tokens that are this client's own; another client's token is as good as unknown (IN-04). */
async function revoke(parts: RevokeRouteParts, clientId: string, presented: string, event: AuditEvent) {
  const { families, keyring, config } = parts;
  const refresh = decodeRefreshToken(keyring.sealer('refresh-token'), clientId, presented);
  const access = refresh ? undefined : verifyAccessToken(parts, presented, 'anyone');
  const token = refresh ? { ...refresh, clientId, bound: true } : access;
  if (token?.clientId !== clientId) return;

  const { accountId, familyId, bound } = token;
  if (bound && accountId !== undefined && familyId !== undefined) {
    await families.revoke(accountId, familyId, { ...event, accountId, familyId });
  } else if (access) {
    const expiresAtSeconds = access.expiresAtSeconds + config.lifetimes.clockLeewaySeconds;
    await families.revokeUnbound(
      { digest: fingerprint(access.jti), expiresAtSeconds },
      { ...event, accountId },
    );
  }
}
