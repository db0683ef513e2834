import type { Buffer } from 'node:buffer';
import { isDeepStrictEqual } from 'node:util';
import type { AuthenticatedClient } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { sha256 } from '../platform/digest.ts';
import { newBytes } from '../platform/random.ts';
import { OAuthError } from '../protocol/error.ts';
import { grantedScopes } from '../protocol/scope.ts';
import { ACCESS_TOKEN_TYPE, accessTokenClaims } from './access-token.ts';
import type { Authorization } from './authorization.ts';
import type { Family, FamilyStore } from './family-store.ts';
import { ID_TOKEN_TYPE, idTokenClaims } from './id-token.ts';
import type { Owed } from './owed.ts';
import { bindingTo, encodeRefreshToken } from './refresh-token.ts';
import { type Confirmation, tokenType } from './terms.ts';

/** A successful answer of the token endpoint (RFC 6749 §5.1, OIDC Core §3.1.3.3). */
export interface TokenResponse {
  readonly access_token: string;
  readonly token_type: 'Bearer' | 'DPoP';
  readonly expires_in: number;
  readonly scope: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
}

/** The only mint of the house (decision 11): whatever a grant found to be owed passes here, and nothing else signs. */
export interface TokenIssuer {
  /** Throws `invalid_grant` when account, session, client or consent no longer allow it, `invalid_scope` when no
   * scope is left. `confirmation`: the key that this request has proved; the access token is good with it alone. */
  issue(
    owed: Owed,
    client: AuthenticatedClient,
    caller: Caller,
    confirmation?: Confirmation,
  ): Promise<TokenResponse>;
}

interface Parts {
  readonly keyring: Keyring;
  readonly families: FamilyStore;
  readonly config: Config;
  readonly clock: Clock;
}

const SECRET_BYTES = 32;

export function tokenIssuer(parts: Parts): TokenIssuer {
  return {
    async issue(owed, client, caller, confirmation) {
      const granted = owed.kind === 'first' ? owed.authorization.scopes : owed.family.scopes;
      const scopes = allowedNow(owed.kind === 'next' ? owed.requestedScopes : undefined, granted, client);
      if (owed.kind === 'next')
        return mint(parts, { ...owed, client, confirmation, scopes, nonce: undefined });

      const secret = refreshTokenIsDue(scopes, client) ? newBytes(SECRET_BYTES) : undefined;
      const authorization = boundTo(confirmation, owed.authorization);
      const family = familyOf(parts, authorization, secret);
      await begin(parts, family, client, caller);
      return mint(parts, { family, secret, client, confirmation, scopes, nonce: authorization.nonce });
    },
  };
}

/** The family remembers the key of its first tokens. What was promised to one key is not given to another (DP-11). */
function boundTo(confirmation: Confirmation | undefined, authorization: Authorization): Authorization {
  const promised = authorization.terms.confirmation;
  if (promised !== undefined && !isDeepStrictEqual(promised, confirmation))
    throw new OAuthError('invalid_grant', 'this was granted to the holder of another key');
  return confirmation === undefined
    ? authorization
    : { ...authorization, terms: { ...authorization.terms, confirmation } };
}

/**
 * Scopes that were granted, are asked for, and that the client may still have today: a scope taken from a client is
 * missing in its next token, not in thirty days (DOD-N16). A request never exceeds what was granted (RT-07).
 */
function allowedNow(
  requested: readonly string[] | undefined,
  granted: readonly string[],
  client: AuthenticatedClient,
): readonly string[] {
  const scopes = grantedScopes(grantedScopes(requested ?? granted, granted), client.scopes);
  if (scopes.length === 0)
    throw new OAuthError('invalid_scope', 'the client may no longer have these scopes');
  return scopes;
}

/** OIDC Core §11: only for who asked for offline access, and only where the client can use it (RT-11). */
function refreshTokenIsDue(scopes: readonly string[], client: AuthenticatedClient): boolean {
  return scopes.includes('offline_access') && client.grantTypes.includes('refresh_token');
}

/** A family is made for every code; without a refresh token it lives as long as its one access token. */
function familyOf({ config, clock }: Parts, owed: Authorization, secret: Buffer | undefined): Family {
  const nowSeconds = clock.nowSeconds();
  const { accessTokenSeconds, refreshIdleSeconds, refreshAbsoluteSeconds } = config.lifetimes;
  return {
    id: owed.familyId,
    accountId: owed.accountId,
    clientId: owed.clientId,
    sessionId: owed.sessionId,
    scopes: owed.scopes,
    authenticatedAtSeconds: owed.authenticatedAtSeconds,
    amr: owed.amr,
    acr: owed.acr,
    terms: owed.terms,
    secretDigest: secret ? sha256(secret).toString('base64url') : null,
    generation: 1,
    rotatedAtSeconds: nowSeconds,
    createdAtSeconds: nowSeconds,
    idleExpiresAtSeconds: nowSeconds + (secret ? refreshIdleSeconds : accessTokenSeconds),
    expiresAtSeconds: nowSeconds + (secret ? refreshAbsoluteSeconds : accessTokenSeconds),
  };
}

/** Nothing is signed before this row is committed: what was never recorded could never be taken back. */
async function begin({ families }: Parts, family: Family, client: AuthenticatedClient, caller: Caller) {
  const made = await families.create(
    family,
    { consentNeeded: !client.firstParty, nowSeconds: family.createdAtSeconds },
    {
      kind: 'tokens.issued',
      atSeconds: family.createdAtSeconds,
      accountId: family.accountId,
      clientId: family.clientId,
      sessionId: family.sessionId,
      familyId: family.id,
      requestId: caller.requestId,
      addressPrefix: caller.addressPrefix,
    },
  );
  if (!made) throw new OAuthError('invalid_grant', 'what the code stands for was withdrawn');
}

interface Order {
  readonly family: Family;
  readonly secret: Buffer | undefined;
  readonly client: AuthenticatedClient;
  readonly confirmation: Confirmation | undefined;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
}

function mint(
  { keyring, config, clock }: Parts,
  { family, secret, client, confirmation, scopes, nonce }: Order,
): TokenResponse {
  const nowSeconds = clock.nowSeconds();
  const { issuer, lifetimes } = config;
  const at = { issuer, nowSeconds, ttlSeconds: lifetimes.accessTokenSeconds };
  const claims = accessTokenClaims(family, scopes, { ...at, confirmation });
  const accessToken = keyring.sign('ES256', ACCESS_TOKEN_TYPE, claims);

  const response: TokenResponse = {
    access_token: accessToken,
    token_type: tokenType(confirmation),
    expires_in: claims.exp - claims.iat,
    scope: claims.scope,
    ...(secret && { refresh_token: refreshToken(keyring, family, secret, client) }),
  };
  if (!scopes.includes('openid')) return response;

  const algorithm = client.idTokenAlgorithm;
  const idToken = idTokenClaims(
    family,
    { nonce, accessToken, algorithm },
    { issuer, nowSeconds, ttlSeconds: lifetimes.idTokenSeconds },
  );
  return { ...response, id_token: keyring.sign(algorithm, ID_TOKEN_TYPE, idToken) };
}

function refreshToken(
  keyring: Keyring,
  { accountId, id, clientId, generation, terms }: Family,
  secret: Buffer,
  client: AuthenticatedClient,
): string {
  // A confidential client proves itself at every refresh, and may change its key (RFC 9449 §5).
  const binding =
    client.authMethod === 'none' && terms.confirmation ? bindingTo(terms.confirmation) : undefined;
  const sealer = keyring.sealer('refresh-token');
  return encodeRefreshToken(sealer, clientId, { accountId, familyId: id, generation, secret, binding });
}
