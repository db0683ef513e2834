import { z } from 'zod';

/** The key a token is bound to: the thumbprint of a DPoP key (RFC 9449 §6.1), or of a certificate (RFC 8705 §3.1). */
export const confirmation = z.union([
  z.strictObject({ jkt: z.string() }),
  z.strictObject({ 'x5t#S256': z.string() }),
]);

export type Confirmation = z.infer<typeof confirmation>;

/** `token_type` of an access token that is bound so (RFC 9449 §5; RFC 8705 leaves it at Bearer). */
export function tokenType(confirmed: Confirmation | undefined): 'Bearer' | 'DPoP' {
  return confirmed !== undefined && 'jkt' in confirmed ? 'DPoP' : 'Bearer';
}

/** One element of `authorization_details` (RFC 9396 §2), judged by the schema of its registered type. */
export const authorizationDetail = z.looseObject({ type: z.string() });

export type AuthorizationDetail = z.infer<typeof authorizationDetail>;

const requestedClaim = z.looseObject({ essential: z.boolean().optional() }).nullable();

/** The `claims` parameter (OIDC Core §5.5), reduced to what this server knows. */
export const claimsRequest = z.strictObject({
  userinfo: z.record(z.string(), requestedClaim).optional(),
  id_token: z.record(z.string(), requestedClaim).optional(),
});

export type ClaimsRequest = z.infer<typeof claimsRequest>;

/** Who acts for the subject, and for whom that one acts (RFC 8693 §4.1). */
export interface Actor {
  readonly sub: string;
  readonly client_id?: string | undefined;
  readonly act?: Actor | undefined;
}

export const actor: z.ZodType<Actor> = z.lazy(() =>
  z.strictObject({ sub: z.string(), client_id: z.string().optional(), act: actor.optional() }),
);

/**
 * What an authorization is limited to and bound to besides its scopes. Kept with the code and the family, so that it
 * holds at every refresh. Every member is absent unless it was asked for.
 */
export const terms = z.strictObject({
  /** RFC 8707: the resources that were granted; tokens are made for these and no others. */
  resources: z.array(z.string()).optional(),
  authorizationDetails: z.array(authorizationDetail).optional(),
  claims: claimsRequest.optional(),
  /** With a code: the key its tokens must be bound to (`dpop_jkt`). With a family: the key they are bound to. */
  confirmation: confirmation.optional(),
  actor: actor.optional(),
});

export type Terms = z.infer<typeof terms>;

export const NO_TERMS: Terms = {};
