import type { JsonWebKey } from 'node:crypto';
import { client as opaque, ready } from '@serenity-kit/opaque';
import type { Account } from '../server/accounts/account.ts';
import { parseEmail } from '../server/accounts/email.ts';
import type { Client } from '../server/clients/client.ts';
import type { CommandContext } from '../server/commands/context.ts';
import type { Login } from '../server/login/login.ts';
import { fingerprint } from '../server/platform/digest.ts';
import { newId } from '../server/platform/random.ts';
import { publicJwk } from '../server/protocol/json-web-key.ts';
import { CLIENTS, RESOURCE_SCOPE, SECRET } from './client-calls.ts';
import { REDIRECT_URI } from './subject.ts';

/** Clients that people sign in to, by the format of their access tokens. */
export const WEB = { jwt: 'bench', opaque: 'bench-opaque' } as const;
export const PASSWORD = 'a password for the bench';

// The server cannot tell how hard a client stretches. Measuring it must not be drowned by Argon2id on this side.
export const UNSTRETCHED = {
  'argon2id-custom': { iterations: 1, memory: 8, parallelism: 1 },
} as const;
export const IDENTIFIERS = { server: 'tacet' } as const;

/** Registers the clients and as many accounts as there are lanes, behind the server's back. */
export async function populate(
  { storage, login, clock }: Pick<CommandContext, 'storage' | 'clock'> & { readonly login: Login },
  accounts: number,
  assertionKey: JsonWebKey,
): Promise<void> {
  await ready;
  const now = clock.nowSeconds();
  for (const client of clients(now, assertionKey)) {
    await storage.clients.insert(client, { kind: 'client.created', atSeconds: now, clientId: client.id });
  }
  for (let index = 0; index < accounts; index += 1) {
    const email = parseEmail(addressOf(index));
    if (email === undefined) throw new Error('no address');
    const account: Account = {
      id: newId(),
      email,
      emailVerified: true,
      name: 'Bench',
      state: 'active',
      createdAtSeconds: now,
      updatedAtSeconds: now,
    };
    const { clientRegistrationState, registrationRequest } = opaque.startRegistration({ password: PASSWORD });
    const { registrationResponse, ksfId } = login.register({ email, registrationRequest });
    const { registrationRecord } = opaque.finishRegistration({
      password: PASSWORD,
      clientRegistrationState,
      registrationResponse,
      identifiers: IDENTIFIERS,
      keyStretching: UNSTRETCHED,
    });
    const credential = login.credential({ accountId: account.id, email, ksfId, registrationRecord });
    await storage.signUps.createVerified(account, credential, { kind: 'account.created', atSeconds: now });
  }
}

function clients(createdAtSeconds: number, assertionKey: JsonWebKey): readonly Client[] {
  const web: Client = {
    id: WEB.jwt,
    name: 'Bench',
    type: 'web',
    authMethod: 'client_secret_basic',
    secretDigests: [fingerprint(SECRET)],
    sealedSecrets: [],
    grantTypes: ['authorization_code', 'refresh_token'],
    redirectUris: [REDIRECT_URI],
    postLogoutRedirectUris: [],
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    idTokenAlgorithm: 'ES256',
    pkceRequired: true,
    firstParty: true,
    defaultMaxAgeSeconds: undefined,
    clientUri: undefined,
    policyUri: undefined,
    tosUri: undefined,
    settings: {},
    enabled: true,
    createdAtSeconds,
  };
  const machine: Client = {
    ...web,
    id: CLIENTS.machine,
    type: 'machine',
    grantTypes: ['client_credentials'],
    redirectUris: [],
    scopes: [RESOURCE_SCOPE],
  };
  const jwks = { keys: [publicJwk.parse(assertionKey)] };
  return [
    web,
    { ...web, id: WEB.opaque, settings: { tacetAccessTokenFormat: 'opaque' } },
    machine,
    {
      ...machine,
      id: CLIENTS.assertion,
      authMethod: 'private_key_jwt',
      secretDigests: [],
      settings: { jwks },
    },
  ];
}

export function addressOf(index: number): string {
  return `lane-${index}@example.org`;
}
