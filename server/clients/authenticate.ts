import type { FormRequest } from '../http/json-request.ts';
import { equalInConstantTime, fingerprint } from '../platform/digest.ts';
import { isClientId } from '../protocol/client-id.ts';
import { OAuthError } from '../protocol/error.ts';
import { clientAuthMethods } from './auth/index.ts';
import type { ClientClaim, Credentials } from './auth/method.ts';
import type { ClientStore } from './client-store.ts';
import type { AuthenticatedClient, Client } from './client.ts';

/** Finds out which client a request comes from, as `authenticateClient` promises. */
export type ClientAuthentication = (request: FormRequest) => Promise<AuthenticatedClient>;

/** The one client authentication of this server, for every endpoint that clients call. */
export function clientAuthentication({ clients }: { readonly clients: ClientStore }): ClientAuthentication {
  return ({ form, header }) => authenticateClient(clients, { form, authorization: header('Authorization') });
}

/**
 * RFC 6749 §3.2.1: who is asking. Exactly one method per request, and it must be the one the client registered.
 * Throws `invalid_request` for several methods at once (CA-02), else `invalid_client`: an unknown client, a disabled
 * one, a wrong method and a wrong secret look the same from outside (CA-01).
 */
export async function authenticateClient(
  clients: Pick<ClientStore, 'find'>,
  credentials: Credentials,
): Promise<AuthenticatedClient> {
  const { form } = credentials;
  const used = clientAuthMethods.filter((method) => method.uses(credentials));
  // An assertion is a method too, if none of ours: it must not pass unseen beside a secret (CA-09).
  const methods = used.length + (form.client_assertion === undefined ? 0 : 1);
  if (methods > 1) throw new OAuthError('invalid_request', 'use exactly one client authentication method');

  const [method] = used;
  const claim = method?.claim(credentials);
  if (claim && form.client_id !== undefined && form.client_id !== claim.clientId) {
    throw new OAuthError('invalid_request', 'client_id differs from the client that authenticates');
  }

  const known = claim && isClientId(claim.clientId) ? await clients.find(claim.clientId) : undefined;
  const proved = secretHolds(claim, known) && known?.authMethod === method?.name;
  if (!known || !known.enabled || !proved) {
    throw new OAuthError('invalid_client', 'client authentication failed');
  }
  return known as AuthenticatedClient;
}

// A client that does not exist costs the same comparison as one that does.
const NOBODY = [fingerprint('no client has this secret')];

function secretHolds(claim: ClientClaim | undefined, client: Client | undefined): boolean {
  if (client?.authMethod === 'none') return claim?.secret === undefined;
  const presented = fingerprint(claim?.secret ?? '');
  const digests = client && client.secretDigests.length > 0 ? client.secretDigests : NOBODY;
  // No early end: two overlapping secrets are both compared, whichever is right (CA-04).
  const matches = digests.filter((digest) => equalInConstantTime(presented, digest)).length;
  return client !== undefined && claim?.secret !== undefined && matches > 0;
}
