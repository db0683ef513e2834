import { OAuthError } from '../protocol/error.ts';
import type { Actor } from '../tokens/terms.ts';
import { type Subject, subjectOf, unacceptable } from './exchange-subject.ts';
import type { GrantContext } from './grant.ts';

/** Who acts for whom acts for whom …: longer chains explain nothing, and grow the token. */
const ACTORS_MAX = 4;

/**
 * The `act` claim of the new token (RFC 8693 §4.1): the party of the actor token, which must be this client's own, and
 * behind it whoever acted before. Without an actor token those stay as they were. Throws `invalid_request`.
 */
export async function actingFor(
  subject: Subject,
  presented: { readonly actor_token?: string | undefined; readonly actor_token_type?: string | undefined },
  context: GrantContext,
): Promise<Actor | undefined> {
  const { actor_token: token, actor_token_type: type } = presented;
  if (token === undefined || type === undefined) return subject.actor;
  const acting = await subjectOf(token, type, context);
  if (acting?.clientId !== context.client.id) throw unacceptable('actor_token');

  const actor = {
    sub: acting.name,
    client_id: acting.clientId,
    ...(subject.actor && { act: subject.actor }),
  };
  if (lengthOf(actor) > ACTORS_MAX)
    throw new OAuthError('invalid_request', 'the chain of actors is too long');
  return actor;
}

function lengthOf({ act }: Actor): number {
  return 1 + (act ? lengthOf(act) : 0);
}
