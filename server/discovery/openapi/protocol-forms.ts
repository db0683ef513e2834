import { z } from 'zod';
import { responseModes } from '../../authorization/response-modes/index.ts';
import { grants } from '../../grants/index.ts';
import { codeChallengeMethods } from '../../protocol/pkce.ts';

const text = z.string().optional();
/** RFC 8707 §2: may be sent more than once. */
const repeated = z.union([z.string(), z.array(z.string())]).optional();

/** How a client may name or prove itself in a form (RFC 6749 §2.3.1, RFC 7521 §4.2). */
const clientMembers = {
  client_id: text,
  client_secret: text,
  client_assertion: text,
  client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer').optional(),
};

/** What an authorization request may have, wherever it arrives (authorization/checks/). */
const requestMembers = {
  response_type: z.literal('code'),
  redirect_uri: z.string(),
  response_mode: z.enum(responseModes.map(({ name }) => name)).optional(),
  scope: text,
  state: text,
  nonce: text,
  code_challenge: text,
  code_challenge_method: z.enum(codeChallengeMethods).optional(),
  prompt: text,
  max_age: text,
  login_hint: text,
  id_token_hint: text,
  ui_locales: text,
  acr_values: text,
  claims: text,
  resource: repeated,
  authorization_details: text,
  dpop_jkt: text,
  keys_jwk: text,
};

/** The same, all of it in a signed `request`, or by the name of what was pushed. */
export const authorizeForm = z.object({
  ...z.object(requestMembers).partial().shape,
  client_id: z.string(),
  request: text,
  request_uri: text,
});

export const parForm = z.object({
  ...z.object(requestMembers).partial().shape,
  ...clientMembers,
  request: text,
});

/** One form for each grant of the registry: what they share, and what its own parameters are. */
export const tokenForm = z.union(
  grants.map(({ type, parameters }) =>
    z.intersection(
      z.object({
        grant_type: z.literal(type),
        ...clientMembers,
        resource: repeated,
        audience: repeated,
        authorization_details: text,
      }),
      parameters,
    ),
  ),
);

/** RFC 7662 §2.1, RFC 7009 §2.1: the hint is not needed, since tokens say what they are. */
export const tokenInHandForm = z.object({ token: z.string(), token_type_hint: text, ...clientMembers });

export const deviceForm = z.object({ scope: text, resource: repeated, keys_jwk: text, ...clientMembers });

/** CIBA §7.1: exactly one hint; or all of it in a signed `request`. */
export const backchannelForm = z.object({
  scope: text,
  resource: repeated,
  login_hint: text,
  id_token_hint: text,
  binding_message: text,
  requested_expiry: text,
  client_notification_token: text,
  acr_values: text,
  ui_locales: text,
  request: text,
  ...clientMembers,
});

/** RP-Initiated Logout §2. */
export const logoutForm = z.object({
  id_token_hint: text,
  client_id: text,
  post_logout_redirect_uri: text,
  state: text,
  ui_locales: text,
});

/** RFC 6750 §2.2. */
export const bearerForm = z.object({ access_token: text });
