import type { ClientStore } from '../clients/client-store.ts';
import type { Client } from '../clients/client.ts';
import type { Parameters } from '../http/form.ts';
import { isClientId } from '../protocol/client-id.ts';
import { OAuthError } from '../protocol/error.ts';
import { mismatchHints } from './mismatch-hints.ts';
import type { Validation } from './request.ts';
import { returnAddress, type ReturnAddress } from './return-address.ts';

export type Untrusted = Extract<Validation, { readonly kind: 'untrusted' }>;
type Hints = Untrusted['developer'];

/**
 * Who asks. The first check of all: as long as it or the next one fails there is no address to answer to, whatever else
 * is wrong with the request (OAuth 2.1 §4.1.2.1, RU-12).
 */
export async function findAsking(
  clients: Pick<ClientStore, 'find'>,
  { values, repeated }: Parameters,
): Promise<{ readonly kind: 'known'; readonly client: Client } | Untrusted> {
  // PA-01: two readers of a repeated parameter may see two different clients or addresses.
  if (repeated.has('client_id')) return untrusted(undefined, 'client_id appears twice');

  const { client_id: clientId } = values;
  if (clientId === undefined) return untrusted(undefined, 'client_id is missing');
  const client = isClientId(clientId) ? await clients.find(clientId) : undefined;
  if (client?.enabled) return { kind: 'known', client };
  return untrusted(undefined, 'client_id is unknown or disabled', [hint('client_id', clientId)]);
}

/** Where the answer may go. */
export function findAddress(
  client: Client,
  { values, repeated }: Parameters,
): { readonly kind: 'trusted'; readonly address: ReturnAddress } | Untrusted {
  if (repeated.has('redirect_uri')) return untrusted(client, 'redirect_uri appears twice');

  const { redirect_uri: requested } = values;
  const [only, ...others] = client.redirectUris;
  if (requested === undefined && (only === undefined || others.length > 0)) {
    // OAuth 2.1 §2.3.2, RU-11: it may be left out only when there is nothing to choose.
    return untrusted(client, 'redirect_uri is missing', [hint('client_id', client.id)]);
  }
  const address = returnAddress(client, requested ?? only ?? '');
  if (address === undefined) {
    const hints = [hint('client_id', client.id), ...mismatchHints(client.redirectUris, requested ?? '')];
    return untrusted(client, 'redirect_uri is not registered for this client', hints);
  }
  return { kind: 'trusted', address };
}

function untrusted(client: Client | undefined, description: string, developer: Hints = []): Untrusted {
  return { kind: 'untrusted', client, error: new OAuthError('invalid_request', description), developer };
}

const HINT_CHARACTERS_MAX = 512;

function hint(label: string, value: string): Hints[number] {
  return { label, value: value.slice(0, HINT_CHARACTERS_MAX) };
}
