import type { AuthorizationDetail } from './terms.ts';

/** A successful answer of the token endpoint (RFC 6749 §5.1, OIDC Core §3.1.3.3). */
export interface TokenResponse extends TokenExtras {
  readonly access_token: string;
  readonly token_type: 'Bearer' | 'DPoP';
  readonly expires_in: number;
  /** Absent when the token has none: a resource that knows none of what was granted. */
  readonly scope?: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  /** RFC 9396 §7: as granted. */
  readonly authorization_details?: readonly AuthorizationDetail[];
}

/** What a grant adds to the answer, which the mint passes on as it is. */
export interface TokenExtras {
  /** RFC 8693 §2.2.1. */
  readonly issued_token_type?: string;
  /** Native SSO §4.3. */
  readonly device_secret?: string;
  /** End-to-end keys (RFC 7516, compact), sealed to the client: we cannot read them. */
  readonly keys_jwe?: string;
}
