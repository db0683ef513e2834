import type { Client } from '../clients/client.ts';
import type { EndedClient } from '../sessions/session-store.ts';
import { sessionIdForClient } from '../tokens/id-token.ts';

/**
 * What a frame of ours loads to tell a client of a sign-out (Front-Channel Logout §2, §3): the registered address with
 * its own query, and `iss` and `sid` when the client asked for them. Undefined when it has no such address.
 */
export function logoutFrame(
  client: Client,
  { toldSessionId }: Pick<EndedClient, 'toldSessionId'>,
  issuer: string,
): string | undefined {
  const { frontchannelLogoutUri: uri, frontchannelLogoutSessionRequired: sessionRequired } = client.settings;
  if (!client.enabled || uri === undefined) return undefined;
  if (sessionRequired !== true) return uri;
  const added = new URLSearchParams({ iss: issuer, sid: sessionIdForClient(client.id, toldSessionId) });
  // Text, not a URL object, which would rewrite what was registered.
  return `${uri}${uri.includes('?') ? '&' : '?'}${added}`;
}
