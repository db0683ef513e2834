import type Router from '@koa/router';
import type { ClientAuthentication } from '../clients/authenticate.ts';
import type { AuthenticatedClient } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import { formEndpoint } from '../http/endpoint.ts';
import type { Web } from '../http/web.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { sha256 } from '../platform/digest.ts';
import { OAuthError } from '../protocol/error.ts';
import type { FamilyStore } from './family-store.ts';
import { decodeRefreshToken } from './refresh-token.ts';
import { tokenType } from './terms.ts';
import { liveAccessToken } from './verify-access-token.ts';

export interface IntrospectRouteParts {
  readonly authenticate: ClientAuthentication;
  readonly families: FamilyStore;
  readonly keyring: Keyring;
  readonly config: Config;
  readonly clock: Clock;
}

/** RFC 7662 §2.2: one answer, byte for byte, for all that is not both good and the caller's business (IN-03). */
const INACTIVE = { active: false } as const;

/** POST /introspect (RFC 7662), for confidential clients. */
export function introspectRoute(router: Router, web: Web, parts: IntrospectRouteParts): void {
  formEndpoint(router, web, '/introspect', async (request) => {
    const { form } = request;
    const client = await parts.authenticate(request);
    // RFC 7662 §2.1: a public client proves nothing, and anybody could scan for tokens in its name (IN-01).
    if (client.authMethod === 'none')
      throw new OAuthError('invalid_client', 'client authentication is required');
    if (form.token === undefined) throw new OAuthError('invalid_request', 'token is missing');

    return (
      (await refreshToken(parts, client, form.token)) ??
      (await accessToken(parts, client, form.token)) ??
      INACTIVE
    );
  });
}

async function refreshToken(parts: IntrospectRouteParts, client: AuthenticatedClient, token: string) {
  const content = decodeRefreshToken(parts.keyring.sealer('refresh-token'), client.id, token);
  if (!content) return undefined;
  const { accountId, familyId } = content;
  const { family } = (await parts.families.findLive(accountId, familyId, parts.clock.nowSeconds())) ?? {};
  const current =
    family?.clientId === client.id &&
    family.secretDigest === sha256(content.secret).toString('base64url') &&
    family.generation === content.generation;
  return current
    ? {
        active: true,
        iss: parts.config.issuer,
        sub: accountId,
        client_id: client.id,
        scope: family.scopes.join(' '),
        iat: family.rotatedAtSeconds,
        exp: Math.min(family.idleExpiresAtSeconds, family.expiresAtSeconds),
      }
    : INACTIVE;
}

/** The token's own client, or a resource server of the operator's own: tokens for this issuer are meant for it (IN-02). */
async function accessToken(parts: IntrospectRouteParts, client: AuthenticatedClient, presented: string) {
  const live = await liveAccessToken(parts, presented);
  if (!live || (live.token.clientId !== client.id && !client.firstParty)) return INACTIVE;
  const { token, family } = live;
  return {
    active: true,
    token_type: tokenType(token.confirmation),
    iss: parts.config.issuer,
    sub: token.accountId,
    aud: parts.config.issuer,
    client_id: token.clientId,
    scope: token.scopes.join(' '),
    iat: token.issuedAtSeconds,
    exp: token.expiresAtSeconds,
    jti: token.jti,
    auth_time: family.authenticatedAtSeconds,
    acr: family.acr,
    amr: family.amr,
    ...(token.confirmation && { cnf: token.confirmation }),
  };
}
