import type { Config } from '../config/config.ts';
import type { FormRequest } from '../http/json-request.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import type { ReplayGuard } from '../platform/replay.ts';
import { isClientId } from '../protocol/client-id.ts';
import { OAuthError } from '../protocol/error.ts';
import { clientAuthMethods } from './auth/index.ts';
import type { ClientAuthMethod, ClientRequest, ProofTools } from './auth/method.ts';
import type { ClientKeys } from './client-keys.ts';
import type { ClientStore } from './client-store.ts';
import type { AuthenticatedClient } from './client.ts';
import { secretGuesses } from './secret-guesses.ts';

/**
 * RFC 6749 §3.2.1: who is asking. Exactly one method per request, and it must be the one the client registered.
 * Throws `invalid_request` for several methods at once (CA-02), else `invalid_client`: an unknown client, a disabled
 * one, a wrong method and a wrong proof look the same from outside (CA-01). Throws ProblemError `too_many_attempts`
 * when a secret is being guessed (CA-12).
 */
export type ClientAuthentication = (request: FormRequest) => Promise<AuthenticatedClient>;

export interface ClientAuthenticationParts {
  readonly clients: Pick<ClientStore, 'find'>;
  readonly clientKeys: ClientKeys;
  readonly keyring: Pick<Keyring, 'sealer'>;
  readonly replay: ReplayGuard;
  readonly ephemera: Pick<Ephemera, 'admit' | 'refund'>;
  readonly clock: Clock;
  readonly config: Pick<Config, 'issuer' | 'throttleScale'>;
}

/** The one client authentication of this server, for every endpoint that clients call. */
export function clientAuthentication({ clients, ...parts }: ClientAuthenticationParts) {
  const tools: ProofTools = { ...parts, guesses: secretGuesses(parts) };

  return async (request: ClientRequest): Promise<AuthenticatedClient> => {
    const used = usedMethods(request);
    const clientId = used[0]?.claimedId(request);
    if (clientId !== undefined && (request.form.client_id ?? clientId) !== clientId) {
      throw new OAuthError('invalid_request', 'client_id differs from the client that authenticates');
    }

    const known = clientId !== undefined && isClientId(clientId) ? await clients.find(clientId) : undefined;
    const registered = used.find(({ name }) => name === known?.authMethod);
    // For whom that is not known, or has registered another method, the work is done all the same.
    const method = registered ?? used[0];
    const proved = await method?.proves(registered && known, request, tools);
    if (!known || !known.enabled || registered === undefined || proved !== true) {
      throw new OAuthError('invalid_client', 'client authentication failed');
    }
    return known as AuthenticatedClient;
  };
}

/** Those that the request can be meant for: all of one carrier. A proof must not pass unseen beside another (CA-09). */
function usedMethods(request: ClientRequest): readonly ClientAuthMethod[] {
  const used = clientAuthMethods.filter((method) => method.uses(request));
  if (new Set(used.map(({ carrier }) => carrier)).size > 1) {
    throw new OAuthError('invalid_request', 'use exactly one client authentication method');
  }
  return used;
}
