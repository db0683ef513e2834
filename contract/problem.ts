import { z } from 'zod';

/** Everything that can go wrong which a page must be able to put into words. */
export const problemCodes = [
  'invalid_input', // a field is missing or malformed; `field` names it
  'wrong_password', // found in the browser itself, or a finish message that did not verify
  'too_many_attempts', // `retryAfterSeconds` says how long to wait
  'interaction_expired', // gone or never there: start again (`restartUrl` leads back into the same request)
  'interaction_foreign', // begun in another browser, or cookies are blocked
  'ticket_invalid', // the e-mailed link is unknown, used or expired
  'wrong_factor', // a second factor was answered, and not rightly
  'last_way_in', // removing it would lock its owner out
  'keys_missing', // there is an account key, and the new password came without it
  'keys_changed', // another account key is in use by now, or whoever writes does not have this one
  'last_key', // removing it would leave nothing that opens the vault
  'wrong_recovery_key',
  'recovery_used', // the recovery key was used, and no other came to take its place
  'vault_full',
  'vault_changed', // another device wrote since: read again
  'too_many_factors',
  'factor_taken', // that passkey opens another account, or this one already
  'registration_closed',
  'user_code_unknown', // no device waits under that code: mistyped, expired or decided
  'request_foreign', // opened by somebody else, or meant for another account
  'request_gone', // decided already, or expired
  'sign_in_first', // an account page without a session
  'cross_site', // the request did not come from our own page
  'not_found',
  'unavailable', // a part of the server is down; try again
  'server_error',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** The body of every refused page call: application/problem+json with the HTTP status that fits. */
export const problem = z.strictObject({
  problem: z.enum(problemCodes),
  requestId: z.string(),
  field: z.string().optional(),
  retryAfterSeconds: z.number().int().optional(),
  restartUrl: z.string().optional(),
});

export type Problem = z.infer<typeof problem>;
