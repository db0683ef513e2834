import type { Client } from '../clients/client.ts';
import type { ClientStore } from '../clients/client-store.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../platform/clock.ts';

export const PLAYGROUND_CLIENT_ID = 'playground';

/** The client that is ready when a developer's server starts: public, and sent back to our own page only. */
function playgroundClient(issuer: string, createdAtSeconds: number): Client {
  return {
    id: PLAYGROUND_CLIENT_ID,
    name: 'Playground',
    type: 'spa',
    authMethod: 'none',
    secretDigests: [],
    sealedSecrets: [],
    grantTypes: ['authorization_code', 'refresh_token'],
    redirectUris: [`${issuer}/playground`],
    postLogoutRedirectUris: [`${issuer}/playground`],
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    idTokenAlgorithm: 'RS256',
    pkceRequired: true,
    firstParty: false,
    defaultMaxAgeSeconds: undefined,
    clientUri: undefined,
    policyUri: undefined,
    tosUri: undefined,
    settings: {},
    enabled: true,
    createdAtSeconds,
  };
}

/**
 * Puts the playground's client in order at the start of a development server, and disables it at the start of any
 * other: a database that was used for trying things out may become a real one.
 */
export async function settlePlaygroundClient(
  clients: ClientStore,
  { mode, issuer }: Config,
  clock: Clock,
): Promise<void> {
  const atSeconds = clock.nowSeconds();
  const found = await clients.find(PLAYGROUND_CLIENT_ID);
  if (mode !== 'development') {
    if (found?.enabled !== true) return;
    const event = { kind: 'client.updated', atSeconds, clientId: found.id } as const;
    await clients.update({ ...found, enabled: false }, event);
    return;
  }

  const wanted = playgroundClient(issuer, found?.createdAtSeconds ?? atSeconds);
  const settled = found?.enabled === true && found.redirectUris[0] === wanted.redirectUris[0];
  if (settled) return;
  if (found) await clients.update(wanted, { kind: 'client.updated', atSeconds, clientId: wanted.id });
  else await insertUnlessThere(clients, wanted);
}

/** Of several processes that start at once one is first. */
async function insertUnlessThere(clients: ClientStore, client: Client): Promise<void> {
  try {
    const { id: clientId, createdAtSeconds: atSeconds } = client;
    await clients.insert(client, { kind: 'client.created', atSeconds, clientId });
  } catch (error) {
    if ((await clients.find(client.id)) === undefined) throw error;
  }
}
