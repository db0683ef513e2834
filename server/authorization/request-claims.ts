import type { Client } from '../clients/client.ts';
import type { Parameters } from '../http/form.ts';
import { limits } from '../platform/limits.ts';
import { OAuthError } from '../protocol/error.ts';

/** What makes the JWT one, and is no parameter (RFC 7519 §4.1). */
const NO_PARAMETERS = ['iss', 'aud', 'sub', 'exp', 'nbf', 'iat', 'jti'];

/** RFC 9101 §4: neither may be inside. */
const NEVER_INSIDE = ['request', 'request_uri'];

/** RFC 9101 §4: what is JSON already stands as such, and not as text. */
const AS_JSON = ['claims', 'authorization_details', 'registration'];

/** Parameters that are read as text; a value of any other type is a mistake, and never turned into text (PA-09). */
const AS_TEXT = [
  ...['client_id', 'response_type', 'response_mode', 'redirect_uri', 'scope', 'state', 'nonce', 'prompt'],
  ...['code_challenge', 'code_challenge_method', 'dpop_jkt', 'id_token_hint', 'login_hint'],
  ...['acr_values', 'ui_locales', 'keys_jwk'],
];

/**
 * The parameters that the claims of a request object are (RFC 9101 §4), as if they had come one by one. Throws
 * `invalid_request_object`.
 */
export function parametersOfClaims(
  payload: Readonly<Record<string, unknown>>,
  client: Pick<Client, 'id'>,
): Parameters {
  if (NEVER_INSIDE.some((name) => name in payload)) throw refused('a request object must not hold another');
  if ('client_id' in payload && payload.client_id !== client.id)
    throw refused('client_id differs inside the request object');

  const claims = Object.entries(payload).filter(([name]) => !NO_PARAMETERS.includes(name));
  if (claims.length > limits.parameters) throw refused('the request object has too many members');
  const all: Record<string, readonly string[]> = Object.create(null);
  all.client_id = [client.id];
  for (const [name, value] of claims) {
    const texts = textsOf(name, value).filter((text) => text !== '');
    if (texts.length > 0) all[name] = texts;
  }
  const values: Record<string, string> = Object.create(null);
  for (const [name, [first]] of Object.entries(all)) if (first !== undefined) values[name] = first;
  const malformed = Object.values(all)
    .flat()
    .some((text) => text.length > limits.parameterCharacters);
  return { values, all, repeated: new Set(), malformed };
}

function textsOf(name: string, value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (AS_JSON.includes(name) && typeof value === 'object' && value !== null) return [JSON.stringify(value)];
  if (name === 'max_age' && typeof value === 'number') return [String(value)];
  if (name === 'resource' && Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value;
  if ([...AS_TEXT, ...AS_JSON, 'max_age', 'resource'].includes(name))
    throw refused('a member of the request object has the wrong type');
  // What we do not know is ignored, inside as outside (RFC 6749 §3.1).
  return [];
}

function refused(description: string): OAuthError {
  return new OAuthError('invalid_request_object', description);
}
