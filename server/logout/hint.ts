import { z } from 'zod';
import type { Client } from '../clients/client.ts';
import type { ClientStore } from '../clients/client-store.ts';
import type { Config } from '../config/config.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { ID_TOKEN_TYPE } from '../tokens/id-token.ts';

/** What a genuine `id_token_hint` says: who asks, and which session they mean. */
export interface LogoutHint {
  readonly client: Client;
  readonly sid: string;
}

const claimShapes = z.object({ iss: z.string(), aud: z.string(), sid: z.string() });

/**
 * RP-Initiated Logout §2: an ID token of ours for a client that may still act, and for the one that `client_id` names.
 * That it has expired does not matter. Undefined for everything else; `alg` none, foreign keys and access tokens do
 * not pass the keyring (JT-01, JT-05).
 */
export async function verifyLogoutHint(
  { keyring, clients, config }: { keyring: Keyring; clients: ClientStore; config: Config },
  { idTokenHint, clientId }: { idTokenHint: string | undefined; clientId: string | undefined },
): Promise<LogoutHint | undefined> {
  if (idTokenHint === undefined) return undefined;
  const claims = claimShapes.safeParse(keyring.verify(ID_TOKEN_TYPE, idTokenHint)).data;
  if (claims?.iss !== config.issuer || (clientId ?? claims.aud) !== claims.aud) return undefined;

  const client = await clients.find(claims.aud);
  return client?.enabled === true ? { client, sid: claims.sid } : undefined;
}
