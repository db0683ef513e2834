import { z } from 'zod';
import type { Form } from '../../http/form.ts';
import { CLOCK_AHEAD_SECONDS } from '../../platform/replay.ts';
import type { VerifiedJwt } from '../client-keys.ts';
import type { Client } from '../client.ts';
import { assertionAudience } from '../profile.ts';
import { readSignedJwt, type SignedJwt, typOf } from '../signed-jwt.ts';
import type { ClientAuthMethod, ClientRequest, ProofTools } from './method.ts';

/** RFC 7521 §4.2. */
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const read = new WeakMap<Form, SignedJwt | undefined>();

/** The assertion of a request, if it is well-formed. Read once: it says whom it is from, and is then judged. */
export function assertionIn({ form }: Pick<ClientRequest, 'form'>): SignedJwt | undefined {
  if (!read.has(form)) read.set(form, readSignedJwt(form.client_assertion ?? ''));
  return read.get(form);
}

/** What every method has that is carried by a `client_assertion`. */
export const assertion: Pick<ClientAuthMethod, 'carrier' | 'uses' | 'claimedId'> = {
  carrier: 'assertion',
  uses: ({ form }) => form.client_assertion !== undefined || form.client_assertion_type !== undefined,
  claimedId: (request) => {
    if (request.form.client_assertion_type !== ASSERTION_TYPE) return undefined;
    const subject = assertionIn(request)?.payload.sub;
    return typeof subject === 'string' ? subject : undefined;
  },
};

/** How far ahead `exp` may lie: so long must a use be remembered. */
const LIFETIME_SECONDS_MAX = 3_600;
/** The same for an assertion that does not say when it was made. */
const UNDATED_LIFETIME_SECONDS_MAX = 300;
/** For clocks that differ. */
const LATE_SECONDS = 10;
const JTI_CHARACTERS_MAX = 512;
const AUDIENCES_MAX = 8;

const time = z.number().nonnegative().transform(Math.floor);

/** RFC 7523 §3. `jti` is asked for, so that there is something to remember (OIDC Core §9). */
const claimShapes = z.looseObject({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string()).max(AUDIENCES_MAX)]),
  jti: z.string().min(1).max(JTI_CHARACTERS_MAX),
  exp: time,
  iat: time.optional(),
  nbf: time.optional(),
});

/** A JWT made for something else, a DPoP proof or a request object, says so in its `typ` (JT-05). */
const TYPES: readonly (string | undefined)[] = [undefined, 'jwt', 'client-authentication+jwt'];

/**
 * RFC 7523 §3: whether a JWT that this client signed is an assertion for us, here and now. Uses it up: of any number of
 * calls, on all instances together, one hears yes (CA-06).
 */
export async function holdsOnce(
  client: Client,
  { header, payload }: VerifiedJwt,
  { path }: Pick<ClientRequest, 'path'>,
  { config, clock, replay }: Pick<ProofTools, 'config' | 'clock' | 'replay'>,
): Promise<boolean> {
  const claims = claimShapes.safeParse(payload).data;
  if (claims === undefined || !TYPES.includes(typOf(header))) return false;
  const { iss, sub, aud, exp, iat, nbf } = claims;
  if (iss !== client.id || sub !== client.id || !isForUs(aud, client, config.issuer, path)) return false;

  const nowSeconds = clock.nowSeconds();
  const madeAtSeconds = iat ?? nbf;
  const lifetimeMax = madeAtSeconds === undefined ? UNDATED_LIFETIME_SECONDS_MAX : LIFETIME_SECONDS_MAX;
  if (exp <= nowSeconds - LATE_SECONDS || exp > nowSeconds + lifetimeMax) return false;
  if (Math.max(iat ?? 0, nbf ?? 0) > nowSeconds + CLOCK_AHEAD_SECONDS) return false;

  return replay.firstUse({
    purpose: 'assertion',
    id: JSON.stringify([client.id, claims.jti]),
    // One that does not say when it was made may be as old as its `exp` allows.
    issuedAtSeconds: madeAtSeconds ?? exp - UNDATED_LIFETIME_SECONDS_MAX,
    expiresAtSeconds: exp + LATE_SECONDS,
  });
}

/**
 * MX-07: the issuer, as one string. An audience that names several servers, or an address, lets one of them play an
 * assertion to another (audience injection, 2025); clients that came by themselves may name the token endpoint
 * (decision 21), and `compat` takes the addresses of older libraries.
 */
function isForUs(
  audience: string | readonly string[],
  client: Client,
  issuer: string,
  path: string,
): boolean {
  const policy = assertionAudience(client);
  if (audience === issuer || (audience === `${issuer}/token` && policy === 'token-endpoint')) return true;
  if (policy !== 'compat') return false;
  const ours: readonly string[] = [issuer, `${issuer}/token`, issuer + path];
  return (typeof audience === 'string' ? [audience] : audience).some((one) => ours.includes(one));
}
