import { z } from 'zod';
import type { ClientKeys } from '../clients/client-keys.ts';
import type { AuthenticatedClient } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import type { Form } from '../http/form.ts';
import type { FormRequest } from '../http/json-request.ts';
import type { Clock } from '../platform/clock.ts';
import { CLOCK_AHEAD_SECONDS, type ReplayGuard } from '../platform/replay.ts';
import { OAuthError } from '../protocol/error.ts';

/** What was asked, wherever it stood. */
export interface AskedParameters {
  readonly values: Form;
  readonly resources: readonly string[];
}

export interface RequestObjectParts {
  readonly clientKeys: Pick<ClientKeys, 'verify'>;
  readonly replay: ReplayGuard;
  readonly clock: Clock;
  readonly config: Pick<Config, 'issuer'>;
}

/** Who calls may stand beside a request object; what is asked may not (CIBA §7.1.1). */
const OUTSIDE = ['request', 'client_id', 'client_secret', 'client_assertion', 'client_assertion_type'];

const LIFETIME_SECONDS_MAX = 60 * 60;

/**
 * The parameters of an authentication request: from the form or, for a client that registered to sign them, from its
 * request object and from nowhere else (CIBA §7.1.1). Throws `invalid_request` for an object that is unsigned, signed
 * by others or otherwise, meant for others, too old, too long-lived, or used before.
 */
export async function askedParameters(
  parts: RequestObjectParts,
  { form, many }: Pick<FormRequest, 'form' | 'many'>,
  client: AuthenticatedClient,
): Promise<AskedParameters> {
  const algorithm = client.settings.backchannelAuthenticationRequestSigningAlg;
  if (algorithm === undefined) {
    if (form.request !== undefined) throw refused('register backchannel_authentication_request_signing_alg');
    return { values: form, resources: many('resource') };
  }
  if (form.request === undefined) throw refused('this client must send a signed request object');
  if (Object.keys(form).some((name) => !OUTSIDE.includes(name)))
    throw refused('with a request object, every parameter must be in it');

  const verified = await parts.clientKeys.verify(client, form.request, { algorithms: [algorithm] });
  const claims = requestClaims.safeParse(verified?.payload).data;
  if (!claims || !isMeantForUs(claims, parts, client) || !isTimely(claims, parts.clock.nowSeconds()))
    throw refused('the request object is not signed as registered, not for this server, or not valid now');

  const firstUse = await parts.replay.firstUse({
    purpose: 'ciba-request',
    id: JSON.stringify([client.id, claims.jti]),
    issuedAtSeconds: claims.iat,
    expiresAtSeconds: claims.exp + CLOCK_AHEAD_SECONDS,
  });
  if (!firstUse) throw refused('the request object was used before');
  return parametersOf(claims);
}

const JTI_CHARACTERS_MAX = 256;
const seconds = z.number().int().min(0);
const text = z.string().max(8_192);

// What we do not read may have any form; what we do read must be text, or a number where the spec has one.
const requestClaims = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: seconds,
  iat: seconds,
  nbf: seconds,
  jti: z.string().min(1).max(JTI_CHARACTERS_MAX),
  scope: text.optional(),
  acr_values: text.optional(),
  login_hint: text.optional(),
  login_hint_token: text.optional(),
  id_token_hint: text.optional(),
  binding_message: text.optional(),
  user_code: text.optional(),
  client_notification_token: text.optional(),
  ui_locales: text.optional(),
  requested_expiry: z.union([text, z.number()]).transform(String).optional(),
  resource: z.union([text.transform((one) => [one]), z.array(text).max(16)]).optional(),
});

type RequestClaims = z.infer<typeof requestClaims>;

/** CIBA §7.1.1: `aud` must be the issuer, whatever else stands beside it. */
function isMeantForUs(
  { iss, aud }: RequestClaims,
  { config }: RequestObjectParts,
  client: AuthenticatedClient,
): boolean {
  return iss === client.id && [aud].flat().includes(config.issuer);
}

/** FAPI-CIBA §5.2.2: valid now, for an hour at most, and not begun longer ago than that. */
function isTimely({ exp, nbf, iat }: RequestClaims, nowSeconds: number): boolean {
  const ahead = nowSeconds + CLOCK_AHEAD_SECONDS;
  return (
    exp > nowSeconds &&
    exp <= ahead + LIFETIME_SECONDS_MAX &&
    nbf <= ahead &&
    nbf >= nowSeconds - LIFETIME_SECONDS_MAX &&
    iat <= ahead
  );
}

function parametersOf({ resource = [], ...claims }: RequestClaims): AskedParameters {
  const texts = Object.entries(claims).filter((entry): entry is [string, string] => {
    return typeof entry[1] === 'string' && entry[1] !== '';
  });
  return { values: Object.fromEntries(texts), resources: resource };
}

function refused(description: string): OAuthError {
  return new OAuthError('invalid_request', description);
}
