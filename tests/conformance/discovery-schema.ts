import { z } from 'zod';

const words = z.array(z.string().min(1)).min(1);

/**
 * The members of discovery that the suite knows, as far as we publish them, by the types of RFC 8414 and OIDC Discovery.
 * Strict: a member of our own invention would be a warning there (conformance C13), and is a failure here.
 */
export const discovery = z.strictObject({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url(),
  jwks_uri: z.url(),
  revocation_endpoint: z.url(),
  introspection_endpoint: z.url(),
  end_session_endpoint: z.url(),
  check_session_iframe: z.url().optional(),
  scopes_supported: words,
  response_types_supported: words,
  response_modes_supported: words,
  grant_types_supported: words,
  prompt_values_supported: words,
  acr_values_supported: words,
  claims_supported: words,
  claim_types_supported: words,
  subject_types_supported: words,
  id_token_signing_alg_values_supported: words,
  code_challenge_methods_supported: words,
  token_endpoint_auth_methods_supported: words,
  revocation_endpoint_auth_methods_supported: words,
  introspection_endpoint_auth_methods_supported: words,
  ui_locales_supported: words,
  backchannel_logout_supported: z.boolean(),
  backchannel_logout_session_supported: z.boolean(),
  frontchannel_logout_supported: z.boolean(),
  frontchannel_logout_session_supported: z.boolean(),
  authorization_response_iss_parameter_supported: z.boolean(),
  claims_parameter_supported: z.boolean(),
  request_parameter_supported: z.boolean(),
  request_uri_parameter_supported: z.boolean(),
});

export type Discovery = z.infer<typeof discovery>;
