import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { ACCESS_TOKEN_TYPE, familyOfTokenId } from './access-token.ts';
import type { AccountClaims, Family, FamilyStore } from './family-store.ts';
import { type Confirmation, confirmation } from './terms.ts';

/** The claims of an access token of ours that has not expired. Whether it was revoked is another question. */
export interface AccessToken {
  readonly jti: string;
  readonly accountId: string;
  readonly familyId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly issuedAtSeconds: number;
  readonly expiresAtSeconds: number;
  /** The key without which it is worth nothing. */
  readonly confirmation: Confirmation | undefined;
}

interface Parts {
  readonly keyring: Keyring;
  readonly config: Config;
  readonly clock: Clock;
}

const claimShapes = z.object({
  iss: z.string(),
  sub: z.uuid(),
  aud: z.string(),
  client_id: z.string().min(1),
  iat: z.int(),
  exp: z.int(),
  nbf: z.int().optional(),
  jti: z.string(),
  scope: z.string(),
  cnf: confirmation.optional(),
});

/** RFC 9068 §4. Undefined for whatever is not, in every point, an access token that we made for ourselves. */
export function verifyAccessToken({ keyring, config, clock }: Parts, token: string): AccessToken | undefined {
  const claims = claimShapes.safeParse(keyring.verify(ACCESS_TOKEN_TYPE, token)).data;
  if (claims?.iss !== config.issuer || claims.aud !== config.issuer) return undefined;

  const { clockLeewaySeconds } = config.lifetimes;
  const nowSeconds = clock.nowSeconds();
  if (nowSeconds >= claims.exp + clockLeewaySeconds) return undefined;
  if (claims.nbf !== undefined && nowSeconds < claims.nbf - clockLeewaySeconds) return undefined;

  const familyId = familyOfTokenId(claims.jti);
  return familyId === undefined
    ? undefined
    : {
        jti: claims.jti,
        accountId: claims.sub,
        familyId,
        clientId: claims.client_id,
        scopes: claims.scope.split(' '),
        issuedAtSeconds: claims.iat,
        expiresAtSeconds: claims.exp,
        confirmation: claims.cnf,
      };
}

/** An access token, the live family it belongs to, and its account as it is now. */
export interface LiveAccessToken {
  readonly token: AccessToken;
  readonly family: Family;
  readonly claims: AccountClaims;
}

/** The one way to accept an access token: verified, and not taken back. Costs one statement, none for rubbish. */
export async function liveAccessToken(
  parts: Parts & { readonly families: FamilyStore },
  presented: string,
): Promise<LiveAccessToken | undefined> {
  const token = verifyAccessToken(parts, presented);
  if (!token) return undefined;
  const live = await parts.families.findLive(token.accountId, token.familyId, parts.clock.nowSeconds());
  return live?.family.clientId === token.clientId ? { token, ...live } : undefined;
}
