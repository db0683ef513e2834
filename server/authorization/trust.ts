import type { ClientStore } from '../clients/client-store.ts';
import type { Client } from '../clients/client.ts';
import type { Parameters } from '../http/form.ts';
import { isClientId } from '../protocol/client-id.ts';
import { OAuthError } from '../protocol/error.ts';
import { mismatchHints } from './mismatch-hints.ts';
import type { Validation } from './request.ts';
import { returnAddress, type ReturnAddress } from './return-address.ts';

type Untrusted = Extract<Validation, { readonly kind: 'untrusted' }>;
type Hints = Untrusted['developer'];

/** Who asks, and where the answer may go. */
export interface Trusted {
  readonly kind: 'trusted';
  readonly client: Client;
  readonly address: ReturnAddress;
}

/**
 * The checks before any redirect (OAuth 2.1 §4.1.2.1): as long as one of them fails there is no address to answer to,
 * whatever else is wrong with the request (RU-12).
 */
export async function findTrusted(
  clients: Pick<ClientStore, 'find'>,
  { values, repeated }: Parameters,
): Promise<Trusted | Untrusted> {
  // PA-01: two readers of a repeated parameter may see two different clients or addresses.
  if (repeated.has('client_id')) return untrusted(undefined, 'client_id appears twice');
  if (repeated.has('redirect_uri')) return untrusted(undefined, 'redirect_uri appears twice');

  const { client_id: clientId, redirect_uri: requested } = values;
  if (clientId === undefined) return untrusted(undefined, 'client_id is missing');
  const client = isClientId(clientId) ? await clients.find(clientId) : undefined;
  if (!client?.enabled) {
    return untrusted(undefined, 'client_id is unknown or disabled', [hint('client_id', clientId)]);
  }

  const [only, ...others] = client.redirectUris;
  if (requested === undefined && (only === undefined || others.length > 0)) {
    // OAuth 2.1 §2.3.2, RU-11: it may be left out only when there is nothing to choose.
    return untrusted(client, 'redirect_uri is missing', [hint('client_id', clientId)]);
  }
  const address = returnAddress(client, requested ?? only ?? '');
  if (address === undefined) {
    const hints = [hint('client_id', clientId), ...mismatchHints(client.redirectUris, requested ?? '')];
    return untrusted(client, 'redirect_uri is not registered for this client', hints);
  }
  return { kind: 'trusted', client, address };
}

function untrusted(client: Client | undefined, description: string, developer: Hints = []): Untrusted {
  return { kind: 'untrusted', client, error: new OAuthError('invalid_request', description), developer };
}

const HINT_CHARACTERS_MAX = 512;

function hint(label: string, value: string): Hints[number] {
  return { label, value: value.slice(0, HINT_CHARACTERS_MAX) };
}
