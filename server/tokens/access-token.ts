import type { Client } from '../clients/client.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Aim } from './audience.ts';
import type { Family } from './family-store.ts';
import { sealAccessToken } from './opaque-token.ts';
import { subjectFor } from './subject.ts';
import type { AuthorizationDetail, Confirmation, Terms } from './terms.ts';
import { newTokenId, type TokenGround } from './token-id.ts';

/** `typ` of an access token (RFC 9068 §2.1): keeps every other JWT of ours from passing as one (JT-05). */
export const ACCESS_TOKEN_TYPE = 'at+jwt';

/** What an access token is made of. */
export interface AccessTokenOrder {
  readonly client: Client;
  readonly ground: TokenGround;
  readonly aim: Aim;
  readonly terms: Terms;
  /** The key that this request has proved: the token is worth nothing without it. */
  readonly confirmation: Confirmation | undefined;
  /** When and how its person authenticated, and until when at the latest. */
  readonly family: Family | undefined;
}

/**
 * The claims of RFC 9068 §2.2 and §2.2.1, `cnf` (RFC 9449 §6.1, RFC 8705 §3.1), `act` (RFC 8693 §4.1) and
 * `authorization_details` (RFC 9396 §9.1). `sub` is the one its client knows. It dies with its family at the latest.
 */
export function accessTokenClaims(
  keyring: Keyring,
  { client, ground, aim, terms, confirmation, family }: AccessTokenOrder,
  { issuer, nowSeconds, ttlSeconds }: { issuer: string; nowSeconds: number; ttlSeconds: number },
) {
  const { accountId } = ground;
  const sub = accountId === undefined ? client.id : subjectFor(keyring, client, accountId);
  const [audience] = aim.audience;
  return {
    iss: issuer,
    sub,
    aud: aim.audience.length === 1 ? audience : aim.audience,
    client_id: client.id,
    iat: nowSeconds,
    exp: Math.min(nowSeconds + ttlSeconds, family?.expiresAtSeconds ?? Infinity),
    jti: newTokenId(keyring.sealer('access-token'), ground, client.id, sub),
    scope: aim.scopes.length > 0 ? aim.scopes.join(' ') : undefined,
    auth_time: family?.authenticatedAtSeconds,
    acr: family?.acr,
    amr: family?.amr,
    cnf: confirmation,
    act: terms.actor,
    authorization_details: detailsFor(terms, aim.audience),
  };
}

export type AccessTokenClaims = ReturnType<typeof accessTokenClaims>;

/** A signed JWT, or sealed for us alone. */
export function writeAccessToken(keyring: Keyring, claims: AccessTokenClaims, format: Aim['format']): string {
  return format === 'opaque'
    ? sealAccessToken(keyring.sealer('access-token'), claims)
    : keyring.sign('ES256', ACCESS_TOKEN_TYPE, claims);
}

/** RFC 9396 §9: a resource server is not told what was allowed at another one, where details name their `locations`. */
function detailsFor(
  { authorizationDetails: details, resources = [] }: Terms,
  audience: readonly string[],
): readonly AuthorizationDetail[] | undefined {
  if (details === undefined || details.length === 0 || resources.length === 0) return details;
  const told = details.filter(({ locations }) => {
    const places: readonly unknown[] = Array.isArray(locations) ? locations : [];
    return places.length === 0 || audience.some((one) => places.includes(one));
  });
  return told.length > 0 ? told : undefined;
}
