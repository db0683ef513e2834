import { z } from 'zod';
import { publicJwkSet, type PublicJwkSet } from './json-web-key.ts';

/** Somebody whose word the operator takes for who a person or a client is (RFC 7523 §2.1). */
export interface TrustedIssuer {
  /** `iss` of its assertions, to the byte. */
  readonly issuer: string;
  /** Its public keys: by value or behind an address, one of the two. */
  readonly jwks: PublicJwkSet | undefined;
  readonly jwksUri: string | undefined;
  /** Whom its assertions name: an account by its verified `email`, or by `sub` the client that brings them. */
  readonly subject: 'email' | 'client';
  /** The domains of the addresses it may speak of; undefined: any. */
  readonly emailDomains: readonly string[] | undefined;
  /** False: its assertions are refused, and its entry waits. */
  readonly enabled: boolean;
}

const URI_CHARACTERS_MAX = 2_000;
const ISSUERS_MAX = 50;
const DOMAINS_MAX = 100;

const httpsUri = z
  .string()
  .max(URI_CHARACTERS_MAX)
  .refine((uri) => /^https:\/\/[\x21-\x7E]+$/.test(uri) && !/[@#]/.test(uri) && URL.canParse(uri));

const trustedIssuer = z
  .strictObject({
    issuer: z.string().min(1).max(URI_CHARACTERS_MAX),
    jwks: publicJwkSet.optional(),
    jwks_uri: httpsUri.optional(),
    subject: z.enum(['email', 'client']).default('email'),
    email_domains: z
      .array(
        z
          .string()
          .max(253)
          .regex(/^[a-z0-9.-]+$/),
      )
      .max(DOMAINS_MAX)
      .optional(),
    enabled: z.boolean().default(true),
  })
  .refine(({ jwks, jwks_uri }) => (jwks === undefined) !== (jwks_uri === undefined))
  .transform((read): TrustedIssuer => ({
    issuer: read.issuer,
    jwks: read.jwks,
    jwksUri: read.jwks_uri,
    subject: read.subject,
    emailDomains: read.email_domains,
    enabled: read.enabled,
  }));

/** The list an operator writes (`TACET_TRUSTED_ISSUERS`); no issuer twice. */
export const trustedIssuerList = z
  .array(trustedIssuer)
  .max(ISSUERS_MAX)
  .refine((list) => new Set(list.map(({ issuer }) => issuer)).size === list.length);
