import type { StoredProfile } from '../accounts/profile-store.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { Terms } from './terms.ts';

/**
 * A family: the tokens that descend from one code. It is there even when no refresh token is, so that a replayed
 * code, a withdrawn consent or a sign-out can take the access tokens back.
 */
export interface Family {
  readonly id: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly sessionId: string;
  /** What the client's `sid` was made of, when the family has moved to another session since. */
  readonly toldSessionId?: string;
  readonly scopes: readonly string[];
  readonly authenticatedAtSeconds: number;
  readonly amr: readonly string[];
  readonly acr: string | undefined;
  readonly terms: Terms;
  /** base64url SHA-256 of the family secret; null when the family has no refresh token. */
  readonly secretDigest: string | null;
  /** Of the refresh token that is good now; the first is 1. */
  readonly generation: number;
  readonly rotatedAtSeconds: number;
  readonly createdAtSeconds: number;
  readonly idleExpiresAtSeconds: number;
  readonly expiresAtSeconds: number;
}

/** What a presented refresh token claims. */
export interface RefreshClaim {
  readonly accountId: string;
  readonly familyId: string;
  readonly clientId: string;
  readonly secretDigest: string;
  readonly generation: number;
}

export interface FamilyStore extends UnboundTokens, FamiliesOfClient {
  /**
   * One statement that judges and writes: the row is made only if the account is active, the session live, the
   * client enabled and, unless `firstParty`, the consent still covers the scopes. False otherwise (AC-11, AC-13).
   */
  create(
    family: Family,
    terms: { readonly consentNeeded: boolean; readonly nowSeconds: number },
    event: AuditEvent,
  ): Promise<boolean>;
  /**
   * Rotates if claim and row agree, the family lives, account and client may still act, and the family has every
   * scope of `scopes` (absent: no scope was asked for; RFC 6749 §6) and every resource of `resources`: one UPDATE …
   * RETURNING. The returned family carries the new generation, or without `turn` the same one, and all its scopes.
   * Undefined: nothing was changed; ask `judge` why.
   */
  rotate(
    claim: RefreshClaim,
    terms: {
      readonly nowSeconds: number;
      readonly idleExpiresAtSeconds: number;
      readonly scopes?: readonly string[] | undefined;
      readonly resources?: readonly string[] | undefined;
      /** Whether the token is spent (absent: it is). */
      readonly turn?: boolean | undefined;
    },
  ): Promise<Family | undefined>;
  /**
   * Why a rotation found nothing. `current`: the claim is good, so it asked for too much, or, where tokens are not
   * spent, came together with its like.
   * `retry`: the claim is the generation before the current one, rotated at most `retrySeconds` ago, and all else
   * still holds. `replayed`: the secret is right and the generation is spent.
   */
  judge(
    claim: RefreshClaim,
    terms: { readonly nowSeconds: number; readonly retrySeconds: number },
  ): Promise<
    | { readonly verdict: 'current'; readonly family: Family }
    | { readonly verdict: 'retry'; readonly family: Family }
    | { readonly verdict: 'replayed' }
    | { readonly verdict: 'unknown' }
  >;
  /** Revokes in a statement of its own, committed before it returns (DOD-N01). False when it was not live. */
  revoke(accountId: string, familyId: string, event: AuditEvent): Promise<boolean>;
  /**
   * The same for a family that may only be on its way: of two redemptions of a code the second may get here before the
   * first has made its family, which is then born dead (AC-01). False when it was revoked before.
   */
  forestall(
    family: Pick<Family, 'accountId' | 'clientId' | 'sessionId'> & { readonly familyId: string },
    event: AuditEvent,
  ): Promise<boolean>;
  /** The family, if it is live and its account active and client enabled, with the claims of today. One statement. */
  findLive(
    accountId: string,
    familyId: string,
    nowSeconds: number,
  ): Promise<{ readonly family: Family; readonly claims: AccountClaims } | undefined>;
}

export interface FamiliesOfClient {
  /** The live families that an account has at a client, newest first; at most `limits.listRows`. */
  listLive(accountId: string, clientId: string, nowSeconds: number): Promise<readonly Family[]>;
}

/** What stands behind access tokens that belong to no family; none of them has a row. */
export interface UnboundTokens {
  /**
   * Undefined when the token was taken back, its client is disabled, its account is not active, or the family it was
   * exchanged for is dead; or it was issued before the database was restored from a backup. One statement. Account and family are given for a token that has them.
   */
  findUnbound(asked: {
    readonly accountId: string | undefined;
    readonly familyId: string | undefined;
    readonly clientId: string;
    /** `fingerprint` of its `jti`. */
    readonly digest: string;
    readonly issuedAtSeconds: number;
    readonly nowSeconds: number;
  }): Promise<
    { readonly family: Family | undefined; readonly claims: AccountClaims | undefined } | undefined
  >;
  /** Remembers until it has expired that a token was taken back. False when that was known. */
  revokeUnbound(
    token: { readonly digest: string; readonly expiresAtSeconds: number },
    event: AuditEvent,
  ): Promise<boolean>;
}

/** The account as userinfo tells it: read at the moment of asking, never frozen in a token (CF-34). */
export interface AccountClaims {
  readonly sub: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly updatedAtSeconds: number;
  readonly told: StoredProfile;
  readonly pictureId: string | undefined;
}
