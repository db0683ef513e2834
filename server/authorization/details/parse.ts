import { parseStrictJson } from '../../http/json.ts';
import type { Client } from '../../clients/client.ts';
import { OAuthError } from '../../protocol/error.ts';
import type { AuthorizationDetail } from '../../tokens/terms.ts';
import { type DetailsConfig, detailTypes } from './index.ts';

const ELEMENTS_MAX = 16;

/**
 * RFC 9396 §5: reads `authorization_details` as a client sent it. Throws `invalid_authorization_details` for text that
 * is no list, an unknown type, one that the client is not registered for (§10), and whatever its schema does not know.
 */
export function parseAuthorizationDetails(
  text: string,
  config: DetailsConfig,
  { settings: { authorizationDetailsTypes: registered } }: Pick<Client, 'settings'>,
): readonly AuthorizationDetail[] {
  const list = listOf(text);
  return list.map((element) => {
    const type = typeOf(element);
    const known = detailTypes(config).find((one) => one.type === type);
    if (!known) throw refused('a type of authorization_details is unknown');
    if (registered?.includes(known.type) === false)
      throw refused('the client is not registered for a type of authorization_details');
    const detail = known.schema.safeParse(element).data;
    if (!detail) throw refused('an element of authorization_details does not fit its type');
    return detail;
  });
}

function listOf(text: string): readonly unknown[] {
  const value = parseStrictJson(text);
  if (!Array.isArray(value) || value.length === 0 || value.length > ELEMENTS_MAX)
    throw refused('authorization_details must be a JSON list of at most 16 elements');
  return value;
}

function typeOf(element: unknown): unknown {
  return typeof element === 'object' && element !== null && 'type' in element ? element.type : undefined;
}

function refused(description: string): OAuthError {
  return new OAuthError('invalid_authorization_details', description);
}
