import type { Reply } from '../http/reply.ts';
import type { OAuthError } from '../protocol/error.ts';
import type { ResponseTarget } from './request.ts';
import { responseModes } from './response-modes/index.ts';
import { query } from './response-modes/query.ts';

/**
 * The answer to an authorization request, success or error: with `state` exactly as it came and `iss` (RFC 9207), in
 * the response mode that was asked for. An error carries nothing else (conformance C12).
 */
export function authorizationResponse(
  issuer: string,
  { address, mode, state }: ResponseTarget,
  fields: { readonly code: string } | { readonly error: OAuthError },
): Reply {
  const outcome = 'code' in fields ? { code: fields.code } : fields.error.toJSON();
  const parameters = { ...outcome, ...(state !== undefined && { state }), iss: issuer };
  const chosen = responseModes.find(({ name }) => name === mode) ?? query;
  return chosen.reply(address, parameters);
}
