import { z } from 'zod';
import { isPublicPoint } from '../platform/public-point.ts';
import { OAuthError } from './error.ts';
import { jwkThumbprint } from './jwk-thumbprint.ts';

/** The curves that a key may be agreed on (ECDH-ES, RFC 7518 §4.6, RFC 8037 §3.2). */
export const keyCurves = ['P-256', 'X25519'] as const;

const KID_CHARACTERS_MAX = 256;

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const ecMembers = { kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate };
const okpMembers = { kty: z.literal('OKP'), crv: z.literal('X25519'), x: coordinate };

/** A public key of one of the curves, with no member but those that make it one. */
export const agreementKey = z
  .discriminatedUnion('kty', [z.strictObject(ecMembers), z.strictObject(okpMembers)])
  .refine(isPublicPoint);

export type AgreementKey = z.infer<typeof agreementKey>;

/** What a client asks to have its keys sealed to. */
export interface KeysJwk {
  readonly jwk: AgreementKey;
  /** RFC 7638, SHA-256. */
  readonly thumbprint: string;
  /** What the delivery names the key by. */
  readonly kid: string;
}

const saidBesides = {
  use: z.literal('enc').optional(),
  alg: z.literal('ECDH-ES').optional(),
  kid: z.string().min(1).max(KID_CHARACTERS_MAX).optional(),
};
const said = z.discriminatedUnion('kty', [
  z.strictObject({ ...ecMembers, ...saidBesides }),
  z.strictObject({ ...okpMembers, ...saidBesides }),
]);

/**
 * What `keys_jwk` holds, of JSON that was read in the one way there is: one public key on P-256 or X25519. A private member,
 * another curve, a point beside it, any further member and a `kid` that is not the thumbprint (`anyKid`: but for clients of
 * Mozilla's format) are refused. Throws `invalid_request`.
 */
export function parseKeysJwk(json: unknown, { anyKid }: { readonly anyKid: boolean }): KeysJwk {
  const read = said.safeParse(json);
  if (!read.success) throw refused();
  const { use: _use, alg: _alg, kid, ...rest } = read.data;
  const key = agreementKey.safeParse(rest);
  if (!key.success) throw refused();
  const jwk = key.data;
  const thumbprint = jwkThumbprint(jwk);
  if (kid !== undefined && kid !== thumbprint && !anyKid)
    throw new OAuthError('invalid_request', 'kid of keys_jwk must be its SHA-256 thumbprint');
  return { jwk, thumbprint, kid: kid ?? thumbprint };
}

function refused(): OAuthError {
  return new OAuthError('invalid_request', 'keys_jwk must be one public key on P-256 or X25519 in base64url');
}
