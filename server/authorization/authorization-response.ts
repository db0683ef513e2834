import type { ClientKeys } from '../clients/client-keys.ts';
import type { Client } from '../clients/client.ts';
import { isFapi } from '../clients/profile.ts';
import type { Config } from '../config/config.ts';
import type { Reply } from '../http/reply.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import type { OAuthError } from '../protocol/error.ts';
import { errorUri } from '../protocol/error-uri.ts';
import { jwtFor } from '../tokens/for-client.ts';
import type { ResponseTarget } from './request.ts';
import { responseModes } from './response-modes/index.ts';
import { query } from './response-modes/query.ts';

export interface AuthorizationResponseParts {
  readonly config: Pick<Config, 'issuer'>;
  readonly keyring: Pick<Keyring, 'sign'>;
  readonly clientKeys: Pick<ClientKeys, 'encrypt'>;
  readonly clock: Clock;
}

/** JARM §2.1 recommends at most ten minutes. A code lives for one. */
const ANSWER_SECONDS = 5 * 60;

/**
 * The answer to an authorization request, success or error: with `state` exactly as it came and `iss` (RFC 9207), in
 * the response mode that was asked for. An error carries nothing else (conformance C12). A signed answer (JARM) has all
 * of it inside. Throws `invalid_client_metadata` when the client wants it encrypted and has no key for that.
 */
export async function authorizationResponse(
  parts: AuthorizationResponseParts,
  client: Client,
  { address, mode, state }: ResponseTarget,
  fields: { readonly code: string; readonly session_state?: string } | { readonly error: OAuthError },
): Promise<Reply> {
  const outcome = 'code' in fields ? fields : explained(parts.config.issuer, fields.error);
  const parameters = { ...outcome, ...(state !== undefined && { state }), iss: parts.config.issuer };
  const chosen = responseModes.find(({ name }) => name === mode) ?? query;
  if (!chosen.signed) return chosen.reply(address, parameters);
  return chosen.reply(address, { response: await signedAnswer(parts, client, parameters) });
}

/** The refusal, with the page where a developer can read about it (RFC 6749 §4.1.2.1). */
function explained(issuer: string, error: OAuthError) {
  return { ...error.toJSON(), error_uri: errorUri(issuer, error.code) };
}

/**
 * JARM §2.1, §2.2. Its `typ` is that of an ID token, since validators know no other here; but it has no `sub`, without
 * which nothing is taken for one.
 */
async function signedAnswer(
  { keyring, clientKeys, clock }: AuthorizationResponseParts,
  client: Client,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const {
    authorizationSignedResponseAlg: algorithm = isFapi(client) ? 'PS256' : 'RS256',
    authorizationEncryptedResponseAlg: alg,
    authorizationEncryptedResponseEnc: enc,
  } = client.settings;
  const exp = clock.nowSeconds() + ANSWER_SECONDS;
  const claims = { ...parameters, aud: client.id, exp };
  return jwtFor({ keyring, clientKeys }, client, claims, { typ: 'JWT', algorithm, alg, enc });
}
