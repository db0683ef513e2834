import { z } from 'zod';
import { type Terms, terms } from './terms.ts';

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

/** How it lies in ephemera, but for the nonce: `undefined` is left out there, and put back by whoever reads it. */
export const storedAuthorization = {
  familyId: z.string(),
  clientId: z.string(),
  accountId: z.string(),
  sessionId: z.string(),
  scopes: z.array(z.string()),
  authenticatedAtSeconds: z.number().int(),
  amr: z.array(z.string()),
  acr: z.string().optional(),
  terms,
} as const;
