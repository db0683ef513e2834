import type { Buffer } from 'node:buffer';
import type { Authorization } from './authorization.ts';
import type { Family } from './family-store.ts';
import type { AuthorizationDetail, Terms } from './terms.ts';
import type { TokenExtras } from './token-response.ts';

/** What a grant found the caller to be owed. The mint takes nothing else. */
export type Owed = (FirstOwed | NextOwed | UnboundOwed) & {
  /** Told in the answer beside the tokens. */
  readonly extras?: TokenExtras | undefined;
  /** RFC 9396 §6: of the details that were granted, those that this token is for. Absent: all. */
  readonly requestedDetails?: readonly AuthorizationDetail[] | undefined;
};

/** The first tokens of an authorization: a family is made. */
export interface FirstOwed {
  readonly kind: 'first';
  readonly authorization: Authorization;
  /** RFC 8707 §2.2: of the resources that were granted, those that this token is for. Absent or empty: all. */
  readonly requestedResources?: readonly string[] | undefined;
}

/** The next tokens of a family. */
export interface NextOwed {
  readonly kind: 'next';
  /** As the rotation left it: its generation is that of the token to be made. */
  readonly family: Family;
  readonly secret: Buffer;
  /** Absent: all that the family has. */
  readonly requestedScopes: readonly string[] | undefined;
  readonly requestedResources?: readonly string[] | undefined;
}

/**
 * One access token that starts no family: no refresh token, no ID token. It can be taken back by its own name, and it
 * works only as long as its client is enabled.
 */
export interface UnboundOwed {
  readonly kind: 'unbound';
  /** Whose it is. Absent: the client's own, and `sub` is the client (RFC 9068 §2.2). */
  readonly accountId?: string | undefined;
  /**
   * The family, of that account, of the token it was exchanged for: the new one dies with it, and repeats when and
   * how the person authenticated. It may be another client's.
   */
  readonly family?: Family | undefined;
  readonly scopes: readonly string[];
  /** Its resources are all that the token is for. */
  readonly terms: Terms;
  /** At most; never longer than an access token lives anyway. */
  readonly ttlSeconds?: number | undefined;
}
