import { z } from 'zod';
import { publicJwkSet, type PublicJwkSet } from './json-web-key.ts';

/** Somebody whose word about software counts (RFC 7591 §2.3). */
export interface StatementIssuer {
  /** As it stands in `iss`. */
  readonly issuer: string;
  readonly jwks: PublicJwkSet;
}

const ISSUER_CHARACTERS_MAX = 512;
const ISSUERS_MAX = 32;

/** The list an operator writes (`TACET_SOFTWARE_STATEMENT_ISSUERS`); no issuer twice. */
export const statementIssuers = z
  .array(z.strictObject({ issuer: z.string().min(1).max(ISSUER_CHARACTERS_MAX), jwks: publicJwkSet }))
  .max(ISSUERS_MAX)
  .refine((list) => new Set(list.map(({ issuer }) => issuer)).size === list.length);
