import type { Buffer } from 'node:buffer';
import type { Client } from '../clients/client.ts';
import type { ClientKeys } from '../clients/client-keys.ts';
import type { Config } from '../config/config.ts';
import type { DataKeys } from '../keyring/data-keys.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { requestedClaims } from '../protocol/claims.ts';
import { accessTokenClaims, type AccessTokenOrder, writeAccessToken } from './access-token.ts';
import type { Aim } from './audience.ts';
import { claimSource } from './claim-source.ts';
import type { Family, FamilyStore } from './family-store.ts';
import { jwtFor } from './for-client.ts';
import { ID_TOKEN_TYPE, idTokenClaims } from './id-token.ts';
import { bindingTo, encodeRefreshToken } from './refresh-token.ts';
import { subjectFor } from './subject.ts';
import { type Confirmation, type Terms, tokenType } from './terms.ts';
import type { TokenResponse } from './token-response.ts';

export interface MintParts {
  readonly keyring: Keyring;
  readonly dataKeys: DataKeys;
  readonly families: FamilyStore;
  readonly clientKeys: Pick<ClientKeys, 'encrypt'>;
  readonly config: Config;
  readonly clock: Clock;
}

/** The access token, and the answer that carries it alone. */
export function mintAccessToken(
  { keyring, config, clock }: MintParts,
  order: AccessTokenOrder & { readonly ttlSeconds?: number | undefined },
): { readonly accessToken: string; readonly response: TokenResponse } {
  const { accessTokenSeconds } = config.lifetimes;
  const claims = accessTokenClaims(keyring, order, {
    issuer: config.issuer,
    nowSeconds: clock.nowSeconds(),
    ttlSeconds: Math.min(order.ttlSeconds ?? accessTokenSeconds, accessTokenSeconds),
  });
  const accessToken = writeAccessToken(keyring, claims, order.aim.format);
  const response = {
    access_token: accessToken,
    token_type: tokenType(order.confirmation),
    expires_in: claims.exp - claims.iat,
    ...(claims.scope !== undefined && { scope: claims.scope }),
    ...(claims.authorization_details && { authorization_details: claims.authorization_details }),
  };
  return { accessToken, response };
}

/** All that is due to the holder of a family. */
export interface FamilyOrder {
  readonly family: Family;
  readonly secret: Buffer | undefined;
  readonly client: Client;
  readonly confirmation: Confirmation | undefined;
  /** Of the family, not of the one token. */
  readonly scopes: readonly string[];
  readonly aim: Aim;
  /** Of the one token; the family keeps its own. */
  readonly terms: Terms;
  readonly nonce: string | undefined;
  /** That goes out beside the ID token (Native SSO §3.4). */
  readonly deviceSecret?: string | undefined;
}

export async function mintFor(parts: MintParts, order: FamilyOrder): Promise<TokenResponse> {
  const { family, secret, client, scopes } = order;
  const ground = { bound: true, accountId: family.accountId, familyId: family.id };
  const { accessToken, response } = mintAccessToken(parts, { ...order, ground });
  return {
    ...response,
    ...(secret && { refresh_token: refreshToken(parts.keyring, family, secret, client) }),
    ...(scopes.includes('openid') && { id_token: await mintIdToken(parts, order, accessToken) }),
  };
}

/** `accessToken` is what goes out beside it, if anything does. */
export async function mintIdToken(
  parts: MintParts,
  { family, client, nonce, deviceSecret }: Pick<FamilyOrder, 'family' | 'client' | 'nonce' | 'deviceSecret'>,
  accessToken: string | undefined,
): Promise<string> {
  const { keyring, config, clock } = parts;
  const { idTokenAlgorithm: algorithm, settings } = client;
  const subject = subjectFor(keyring, client, family.accountId);
  const requested = await claimsAskedFor(parts, family, client);
  const claims = idTokenClaims(
    family,
    { subject, nonce, accessToken, algorithm, requested, deviceSecret },
    { issuer: config.issuer, nowSeconds: clock.nowSeconds(), ttlSeconds: config.lifetimes.idTokenSeconds },
  );
  return jwtFor(parts, client, claims, {
    typ: ID_TOKEN_TYPE,
    algorithm,
    alg: settings.idTokenEncryptedResponseAlg,
    enc: settings.idTokenEncryptedResponseEnc,
  });
}

/** Only here does an ID token cost a look at the account, and only for who asked for claims in it. */
async function claimsAskedFor(parts: MintParts, family: Family, client: Client) {
  const { id_token: asked } = family.terms.claims ?? {};
  if (asked === undefined || Object.keys(asked).length === 0) return {};
  const live = await parts.families.findLive(family.accountId, family.id, parts.clock.nowSeconds());
  if (live === undefined) return {};
  const source = await claimSource(parts, client, live.claims, { wholeProfile: true });
  return requestedClaims(asked, client.scopes, source);
}

function refreshToken(
  keyring: Keyring,
  { accountId, id, clientId, generation, terms }: Family,
  secret: Buffer,
  client: Client,
): string {
  // A confidential client proves itself at every refresh, and may change its key (RFC 9449 §5).
  const binding =
    client.authMethod === 'none' && terms.confirmation ? bindingTo(terms.confirmation) : undefined;
  const sealer = keyring.sealer('refresh-token');
  return encodeRefreshToken(sealer, clientId, { accountId, familyId: id, generation, secret, binding });
}
