import type { Account } from '../accounts/account.ts';

/** A browser that somebody signed in with. The cookie carries a secret; here lies only its digest. */
export interface Session {
  readonly id: string;
  readonly accountId: string;
  /** base64url SHA-256 of the cookie's secret. */
  readonly secretDigest: string;
  readonly authenticatedAtSeconds: number;
  /** RFC 8176 values, such as ['pwd']. */
  readonly amr: readonly string[];
  readonly userAgent: string;
  /** The network it was signed in from, a /24 or /64, and its country (ISO 3166) where a proxy tells; else empty. */
  readonly addressPrefix: string;
  readonly country: string;
  readonly createdAtSeconds: number;
  readonly lastSeenAtSeconds: number;
  readonly idleSeconds: number;
  readonly expiresAtSeconds: number;
}

/** What one look-up by cookie brings: the live session and its active account. */
export interface LiveSession {
  readonly session: Session;
  readonly account: Account;
}
