import { z } from 'zod';
import { readSignedJwt, typOf } from '../clients/signed-jwt.ts';
import { CLOCK_AHEAD_SECONDS } from '../platform/replay.ts';
import { clientSigningAlgorithms } from '../protocol/algorithms.ts';
import type { TrustedIssuer } from '../protocol/trusted-issuers.ts';
import type { GrantContext } from './grant.ts';

/** What a trusted issuer said, once. */
export interface TrustedAssertion {
  readonly issuer: TrustedIssuer;
  readonly claims: z.infer<typeof claimShapes>;
}

/** How far ahead `exp` may lie: so long must a use be remembered. */
const LIFETIME_SECONDS_MAX = 3_600;
const LATE_SECONDS = 10;
const JTI_CHARACTERS_MAX = 512;

const time = z.number().nonnegative().transform(Math.floor);

/** RFC 7523 §3, and stricter (JT-15): `iat` and `jti` are asked for, and one audience, as one string. */
const claimShapes = z.object({
  iss: z.string(),
  sub: z.string().min(1),
  aud: z.string(),
  exp: time,
  iat: time,
  nbf: time.optional(),
  jti: z.string().min(1).max(JTI_CHARACTERS_MAX),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
});

/** A JWT that was made for something else, an access token or a logout token, says so (RFC 8725 §3.11). */
const TYPES: readonly (string | undefined)[] = [undefined, 'jwt'];

/**
 * Verifies an assertion and uses it up: of any number of calls, on all instances together, one hears what it says.
 * Undefined for whatever is not a fresh assertion of an issuer that is trusted now, made for this server alone.
 */
export async function trustedAssertion(
  assertion: string,
  { config, clock, clientKeys, replay }: GrantContext,
): Promise<TrustedAssertion | undefined> {
  const iss = readSignedJwt(assertion)?.payload.iss;
  const issuer = config.trustedIssuers.find((one) => one.enabled && one.issuer === iss);
  if (!issuer) return undefined;

  const terms = { algorithms: clientSigningAlgorithms };
  const verified = await clientKeys.verify({ settings: issuer }, assertion, terms);
  const claims = claimShapes.safeParse(verified?.payload).data;
  if (!verified || !claims || !TYPES.includes(typOf(verified.header)) || claims.aud !== config.issuer)
    return undefined;

  const { exp, iat, nbf = iat, jti } = claims;
  const nowSeconds = clock.nowSeconds();
  if (exp <= nowSeconds - LATE_SECONDS || exp > nowSeconds + LIFETIME_SECONDS_MAX) return undefined;
  if (Math.max(iat, nbf) > nowSeconds + CLOCK_AHEAD_SECONDS) return undefined;
  const first = await replay.firstUse({
    purpose: 'trusted-assertion',
    id: JSON.stringify([issuer.issuer, jti]),
    issuedAtSeconds: iat,
    expiresAtSeconds: exp + LATE_SECONDS,
  });
  return first ? { issuer, claims } : undefined;
}
