import type { Terms } from './terms.ts';

/** What is owed to a client: everything the mint needs, and nothing about how the grant came to know it. */
export interface Authorization {
  readonly familyId: string;
  readonly clientId: string;
  /** Account id: the subject. */
  readonly accountId: string;
  readonly sessionId: string;
  readonly scopes: readonly string[];
  readonly authenticatedAtSeconds: number;
  readonly amr: readonly string[];
  readonly acr: string | undefined;
  readonly terms: Terms;
  /** Only at the first mint: a refreshed ID token has no nonce (OIDC Core §12.2). */
  readonly nonce: string | undefined;
}
