import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import { ACCESS_TOKEN_TYPE } from './access-token.ts';
import type { AccountClaims, Family, FamilyStore } from './family-store.ts';
import { isOpaqueAccessToken, openAccessToken } from './opaque-token.ts';
import {
  type Actor,
  actor,
  type AuthorizationDetail,
  authorizationDetail,
  type Confirmation,
  confirmation,
} from './terms.ts';
import { groundOf, type TokenGround } from './token-id.ts';

/** The claims of an access token of ours that has not expired. Whether it was revoked is another question. */
export interface AccessToken extends TokenGround {
  readonly jti: string;
  /** `sub`: the account as the client knows it, or the client itself. */
  readonly subject: string;
  readonly clientId: string;
  readonly audience: readonly string[];
  readonly scopes: readonly string[];
  readonly issuedAtSeconds: number;
  readonly expiresAtSeconds: number;
  /** The key without which it is worth nothing. */
  readonly confirmation: Confirmation | undefined;
  readonly actor: Actor | undefined;
  readonly authorizationDetails: readonly AuthorizationDetail[] | undefined;
}

interface Parts {
  readonly keyring: Keyring;
  readonly config: Config;
  readonly clock: Clock;
}

const claimShapes = z.object({
  iss: z.string(),
  sub: z.string().min(1),
  aud: z.union([z.string(), z.array(z.string()).min(2)]),
  client_id: z.string().min(1),
  iat: z.int(),
  exp: z.int(),
  nbf: z.int().optional(),
  jti: z.string(),
  scope: z.string().optional(),
  cnf: confirmation.optional(),
  act: actor.optional(),
  authorization_details: z.array(authorizationDetail).optional(),
});

/**
 * RFC 9068 §4, for a token of either format. Undefined for whatever is not, in every point, an access token that we
 * made: for ourselves, or with `anyone` for whichever resource server.
 */
export function verifyAccessToken(
  { keyring, config, clock }: Parts,
  token: string,
  meantFor: 'us' | 'anyone' = 'us',
): AccessToken | undefined {
  const content = isOpaqueAccessToken(token)
    ? openAccessToken(keyring.sealer('access-token'), token)
    : keyring.verify(ACCESS_TOKEN_TYPE, token);
  const claims = claimShapes.safeParse(content).data;
  if (claims?.iss !== config.issuer) return undefined;
  const audience = [claims.aud].flat();
  if (meantFor === 'us' && !audience.includes(config.issuer)) return undefined;

  const { clockLeewaySeconds } = config.lifetimes;
  const nowSeconds = clock.nowSeconds();
  if (nowSeconds >= claims.exp + clockLeewaySeconds) return undefined;
  if (claims.nbf !== undefined && nowSeconds < claims.nbf - clockLeewaySeconds) return undefined;

  const ground = groundOf(keyring.sealer('access-token'), claims.jti, claims.client_id, claims.sub);
  return (
    ground && {
      ...ground,
      jti: claims.jti,
      subject: claims.sub,
      clientId: claims.client_id,
      audience,
      scopes: claims.scope?.split(' ') ?? [],
      issuedAtSeconds: claims.iat,
      expiresAtSeconds: claims.exp,
      confirmation: claims.cnf,
      actor: claims.act,
      authorizationDetails: claims.authorization_details,
    }
  );
}

/** An access token, the live family it belongs to or came from, and its account as it is now. */
export interface LiveAccessToken {
  readonly token: AccessToken;
  /** Absent when it came from none. */
  readonly family: Family | undefined;
  /** Absent when it is the client's own. */
  readonly claims: AccountClaims | undefined;
}

/** The one way to accept an access token: verified, and not taken back. Costs one statement, none for rubbish. */
export async function liveAccessToken(
  parts: Parts & { readonly families: FamilyStore },
  presented: string,
  meantFor: 'us' | 'anyone' = 'us',
): Promise<LiveAccessToken | undefined> {
  const { families, clock } = parts;
  const token = verifyAccessToken(parts, presented, meantFor);
  if (!token) return undefined;
  const { bound, accountId, familyId, clientId, issuedAtSeconds } = token;
  const nowSeconds = clock.nowSeconds();
  if (bound) {
    if (accountId === undefined || familyId === undefined) return undefined;
    const live = await families.findLive(accountId, familyId, nowSeconds);
    return live?.family.clientId === clientId ? { token, ...live } : undefined;
  }
  const digest = fingerprint(token.jti);
  const standing = await families.findUnbound({
    ...{ accountId, familyId, clientId, digest, issuedAtSeconds, nowSeconds },
  });
  return standing && { token, ...standing };
}
