import type Router from '@koa/router';
import type { ClientStore } from '../clients/client-store.ts';
import type { Client } from '../clients/client.ts';
import type { ClientKeys } from '../clients/client-keys.ts';
import type { Config } from '../config/config.ts';
import type { Proofs } from '../dpop/proof.ts';
import { bearerEndpoint } from '../http/bearer-endpoint.ts';
import type { Web } from '../http/web.ts';
import { WrittenAnswer } from '../http/written-answer.ts';
import type { DataKeys } from '../keyring/data-keys.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { claimsOf, requestedClaims } from '../protocol/claims.ts';
import { OAuthError } from '../protocol/error.ts';
import { acceptAccessToken } from './accept-access-token.ts';
import { claimSource } from './claim-source.ts';
import type { AccountClaims, FamilyStore } from './family-store.ts';
import { jwtFor } from './for-client.ts';
import type { LiveAccessToken } from './verify-access-token.ts';

export interface UserinfoRouteParts {
  readonly proofs: Proofs;
  readonly clients: Pick<ClientStore, 'find'>;
  readonly clientKeys: Pick<ClientKeys, 'encrypt'>;
  readonly families: FamilyStore;
  readonly keyring: Keyring;
  readonly dataKeys: DataKeys;
  readonly config: Config;
  readonly clock: Clock;
}

/**
 * GET and POST /userinfo (OIDC Core §5.3): the claims of the token's scopes, as the account is at this moment, never
 * as it was at sign-in (CF-34), and those that the `claims` parameter asked for. Signed and encrypted for who registered
 * so (§5.3.2).
 */
export function userinfoRoute(router: Router, web: Web, parts: UserinfoRouteParts): void {
  bearerEndpoint(router, web, '/userinfo', async (request) => {
    const live = await acceptAccessToken(parts, request, { scope: 'openid' });
    if (!live.claims) throw new OAuthError('invalid_token', 'the access token stands for no person');
    const client = await parts.clients.find(live.token.clientId);
    if (!client) throw new OAuthError('invalid_token', 'the client of this access token is gone');
    const claims = await claimsFor(parts, client, live, live.claims);
    return (await written(parts, client, claims)) ?? claims;
  });
}

async function claimsFor(
  parts: UserinfoRouteParts,
  client: Client,
  { token, family }: LiveAccessToken,
  account: AccountClaims,
): Promise<object> {
  // A token that was exchanged has the claims of its own scopes: the request was another client's.
  const asked = token.bound ? family?.terms.claims?.userinfo : undefined;
  const wholeProfile = token.scopes.includes('profile') || asked !== undefined;
  const source = await claimSource(parts, client, account, { sub: token.subject, wholeProfile });
  return { ...claimsOf(token.scopes, source), ...requestedClaims(asked, client.scopes, source) };
}

/** A JWT without `typ`, so that it passes nowhere as an ID token; undefined for who wants plain JSON. */
async function written(parts: UserinfoRouteParts, client: Client, claims: object) {
  const {
    userinfoSignedResponseAlg: algorithm,
    userinfoEncryptedResponseAlg: alg,
    userinfoEncryptedResponseEnc: enc,
  } = client.settings;
  if (algorithm === undefined && alg === undefined) return undefined;
  const told = { ...claims, iss: parts.config.issuer, aud: client.id };
  return new WrittenAnswer(
    'application/jwt',
    await jwtFor(parts, client, told, { typ: undefined, algorithm, alg, enc }),
  );
}
