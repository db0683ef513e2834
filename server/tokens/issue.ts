import type { Buffer } from 'node:buffer';
import { isDeepStrictEqual } from 'node:util';
import { narrowDetails } from '../authorization/details/narrow.ts';
import type { AuthenticatedClient, Client } from '../clients/client.ts';
import type { Caller } from '../http/caller.ts';
import { sha256 } from '../platform/digest.ts';
import { newBytes } from '../platform/random.ts';
import { OAuthError } from '../protocol/error.ts';
import { allowedScopes } from './allowed-scopes.ts';
import { aimOf } from './audience.ts';
import type { Authorization } from './authorization.ts';
import type { Family } from './family-store.ts';
import { mintAccessToken, mintFor, mintIdToken, type MintParts } from './mint.ts';
import type { FirstOwed, NextOwed, Owed, UnboundOwed } from './owed.ts';
import type { Confirmation, Terms } from './terms.ts';
import type { TokenResponse } from './token-response.ts';

/** The only mint of the house (decision 11): whatever a grant found to be owed passes here, and nothing else signs. */
export interface TokenIssuer {
  /**
   * Throws `invalid_grant` when account, session, client or consent no longer allow it, `invalid_scope` when no scope
   * is left, `invalid_target` for a resource and `invalid_authorization_details` for details that were not granted.
   * `confirmation`: the key that this request has proved; the access token is good with it alone.
   */
  issue(
    owed: Owed,
    client: AuthenticatedClient,
    caller: Caller,
    confirmation?: Confirmation,
  ): Promise<TokenResponse>;
  /**
   * An ID token alone, for a page of the client that the person's browser vouches for (FedCM). Nothing else leaves, so
   * nobody has to prove to be the client. A family is made all the same: by it the token is judged, recorded and ended.
   * Throws as `issue` does.
   */
  assert(authorization: Authorization, client: Client, caller: Caller): Promise<string>;
}

type Parts = MintParts;

const SECRET_BYTES = 32;

export function tokenIssuer(parts: Parts): TokenIssuer {
  return {
    async issue(owed, client, caller, confirmation) {
      const holder = { client, caller, confirmation };
      const response = await answerTo(parts, owed, holder);
      return { ...response, ...owed.extras };
    },
    async assert(authorization, client, caller) {
      const family = familyOf(parts, authorization, undefined);
      await begin(parts, family, client, caller);
      return mintIdToken(parts, { family, client, nonce: authorization.nonce }, undefined);
    },
  };
}

/** To whom tokens are given. */
interface Holder {
  readonly client: AuthenticatedClient;
  readonly caller: Caller;
  readonly confirmation: Confirmation | undefined;
}

type Besides = Pick<Owed, 'extras' | 'requestedDetails'>;

function answerTo(parts: Parts, owed: Owed, holder: Holder): Promise<TokenResponse> {
  switch (owed.kind) {
    case 'first':
      return first(parts, owed, holder);
    case 'next':
      return next(parts, owed, holder);
    case 'unbound':
      return unbound(parts, owed, holder);
  }
}

async function first(parts: Parts, owed: FirstOwed & Besides, { client, caller, confirmation }: Holder) {
  const { scopes: granted, nonce, terms: promised } = owed.authorization;
  const scopes = allowedScopes(parts.config, client, granted);
  const terms = boundTo(confirmation, promised);
  const aim = aimOf(parts.config, client, {
    resources: terms.resources,
    requested: owed.requestedResources,
    scopes,
  });
  const narrowed = narrowedTerms(terms, owed);
  const secret = refreshTokenIsDue(scopes, client) ? newBytes(SECRET_BYTES) : undefined;
  const family = familyOf(parts, { ...owed.authorization, terms }, secret);
  await begin(parts, family, client, caller);
  const deviceSecret = owed.extras?.device_secret;
  const order = { family, secret, client, confirmation, scopes, aim, terms: narrowed };
  return mintFor(parts, { ...order, nonce, deviceSecret });
}

async function next(parts: Parts, owed: NextOwed & Besides, { client, confirmation }: Holder) {
  const { family, secret, requestedResources: requested } = owed;
  const scopes = allowedScopes(parts.config, client, family.scopes, owed.requestedScopes);
  const aim = aimOf(parts.config, client, { resources: family.terms.resources, requested, scopes });
  const terms = narrowedTerms(family.terms, owed);
  return mintFor(parts, { family, secret, client, confirmation, scopes, aim, terms, nonce: undefined });
}

/** What this one token is limited to. Throws `invalid_authorization_details` for more than was granted. */
function narrowedTerms(terms: Terms, { requestedDetails: asked }: Besides): Terms {
  if (asked === undefined) return terms;
  return { ...terms, authorizationDetails: [...narrowDetails(terms.authorizationDetails ?? [], asked)] };
}

async function unbound(parts: Parts, owed: UnboundOwed & Besides, { client, confirmation }: Holder) {
  const { accountId, family, ttlSeconds } = owed;
  const scopes = allowedScopes(parts.config, client, owed.scopes);
  const terms = narrowedTerms(boundTo(confirmation, owed.terms), owed);
  const aim = aimOf(parts.config, client, { resources: terms.resources, requested: undefined, scopes });
  const ground = { bound: false, accountId, familyId: family?.id };
  return mintAccessToken(parts, { client, ground, aim, terms, confirmation, family, ttlSeconds }).response;
}

/** The family remembers the key of its first tokens. What was promised to one key is not given to another (DP-11). */
function boundTo(confirmation: Confirmation | undefined, terms: Terms): Terms {
  const { confirmation: promised } = terms;
  if (promised !== undefined && !isDeepStrictEqual(promised, confirmation))
    throw new OAuthError('invalid_grant', 'this was granted to the holder of another key');
  return confirmation === undefined ? terms : { ...terms, confirmation };
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
async function begin({ families }: Parts, family: Family, client: Client, caller: Caller) {
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
