import type { Client } from '../../server/clients/client.ts';

/** A registered client as it lies in the registry; name what differs. */
export function aClient(differs: Partial<Client> = {}): Client {
  return {
    id: 'client-1',
    name: 'App',
    type: 'web',
    authMethod: 'none',
    secretDigests: [],
    sealedSecrets: [],
    grantTypes: ['authorization_code', 'refresh_token'],
    redirectUris: ['https://app.example/callback'],
    postLogoutRedirectUris: [],
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
    createdAtSeconds: 0,
    ...differs,
  };
}
