import { z } from 'zod';
import { claimsOf, claimsSupported } from '../../protocol/claims.ts';
import { errorHelp } from '../../protocol/error-help.ts';
import { authorizationDetail } from '../../tokens/terms.ts';

const seconds = z.number().int();

/** RFC 6749 §5.2, with what this server always adds. */
export const oauthError = z.looseObject({
  error: z.enum(Object.keys(errorHelp)),
  error_description: z.string(),
  error_uri: z.string(),
});

/** RFC 6749 §5.1, and what grants add (tokens/token-response.ts). */
export const tokenAnswer = z.looseObject({
  access_token: z.string(),
  token_type: z.enum(['Bearer', 'DPoP']),
  expires_in: seconds,
  scope: z.string().optional(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
  authorization_details: z.array(authorizationDetail).optional(),
  issued_token_type: z.string().optional(),
  device_secret: z.string().optional(),
  /** With a code of a request that had `keys_jwk`: the keys, sealed to it. */
  keys_jwe: z.string().optional(),
});

/** RFC 9126 §2.2. */
export const pushedAnswer = z.looseObject({ request_uri: z.string(), expires_in: seconds });

/** RFC 7662 §2.2. */
export const introspectionAnswer = z.looseObject({
  active: z.boolean(),
  ...z
    .object({
      iss: z.string(),
      sub: z.string(),
      aud: z.union([z.string(), z.array(z.string())]),
      client_id: z.string(),
      token_type: z.string(),
      scope: z.string(),
      iat: seconds,
      exp: seconds,
      jti: z.string(),
      auth_time: seconds,
      acr: z.string(),
      amr: z.array(z.string()),
      cnf: z.record(z.string(), z.string()),
      act: z.record(z.string(), z.unknown()),
      authorization_details: z.array(authorizationDetail),
    })
    .partial().shape,
});

/** RFC 8628 §3.2. */
export const deviceAnswer = z.looseObject({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  verification_uri_complete: z.string(),
  expires_in: seconds,
  interval: seconds,
});

/** CIBA §7.3. */
export const backchannelAnswer = z.looseObject({
  auth_req_id: z.string(),
  expires_in: seconds,
  interval: seconds,
});

/** OIDC Core §5.3.2. Every claim that a scope gives; all but `sub` are absent where the account has none. */
export const userinfoAnswer = z.looseObject({ sub: z.string(), ...claimMembers() });

/** What is no claim of an account is left to ID tokens. The type of each is that of a value which claims.ts makes. */
function claimMembers() {
  const told = { givenName: '-', familyName: '-', nickname: '-', website: '-', locale: '-', zoneinfo: '-' };
  const source = {
    sub: '-',
    email: '-',
    emailVerified: true,
    name: '-',
    updatedAtSeconds: 1,
    told,
    picture: '-',
  };
  const examples = claimsOf(['openid', 'profile', 'email'], source);
  const names = claimsSupported.filter((name) => name in examples && name !== 'sub');
  const schemas = { string: z.string(), number: seconds, boolean: z.boolean() };
  return Object.fromEntries(
    names.map((name) => {
      const kind = typeof examples[name];
      return [name, (kind === 'number' || kind === 'boolean' ? schemas[kind] : schemas.string).optional()];
    }),
  );
}
