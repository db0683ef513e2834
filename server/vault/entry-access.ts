import { entryId } from '../../contract/vault.ts';
import type { ClientStore } from '../clients/client-store.ts';
import type { Config } from '../config/config.ts';
import type { Proofs } from '../dpop/proof.ts';
import { RequestRefused } from '../http/request-refused.ts';
import type { ResourceRequest } from '../http/resource-endpoint.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { OAuthError } from '../protocol/error.ts';
import { acceptAccessToken } from '../tokens/accept-access-token.ts';
import type { FamilyStore } from '../tokens/family-store.ts';
import type { CollectionPlace, EntryStore, WriteLimits } from './entry-store.ts';
import { keyGroupOf } from './key-group.ts';

export interface EntryParts {
  readonly vaultEntries: EntryStore;
  readonly keyring: Keyring;
  readonly families: FamilyStore;
  readonly clients: Pick<ClientStore, 'find'>;
  readonly proofs: Proofs;
  readonly config: Config;
  readonly clock: Clock;
}

/** Of one collection, with the deletions that it remembers; when it is full of those, the oldest are forgotten. */
export const ENTRIES_MAX = 50_000;

/** An app, and what it may see: the account of its token (AD-02) and the collection of its key group (CF-15). */
export interface EntryAccess extends CollectionPlace {
  readonly clientId: string;
}

/**
 * No call names an account or a collection, so no app can ask for those of others. A token that stands for nobody is
 * refused, and one of a client that is gone. Throws what `acceptAccessToken` throws.
 */
export async function entryAccess(
  parts: EntryParts,
  request: ResourceRequest,
  scope: 'vault:read' | 'vault:write',
): Promise<EntryAccess> {
  const { token, claims } = await acceptAccessToken(parts, request, { scope });
  if (!claims) throw new OAuthError('invalid_token', 'the access token stands for no person');
  const client = await parts.clients.find(token.clientId);
  if (client === undefined) throw goneToken();
  return { accountId: claims.sub, collection: keyGroupOf(client), clientId: client.id };
}

/** FP-C07: the account of a token went while it was used. */
export function goneToken(): OAuthError {
  return new OAuthError('invalid_token', 'the access token is unknown, expired or revoked');
}

/** The id in the path. What cannot be one is not there. */
export function entryIdOf(request: ResourceRequest): string {
  const { data: id } = entryId.safeParse(request.part('id'));
  if (id === undefined) throw new RequestRefused('not_found');
  return id;
}

export function writeLimits({ vaultQuotaBytes }: Pick<Config, 'vaultQuotaBytes'>): WriteLimits {
  return { quotaBytes: vaultQuotaBytes, entriesMax: ENTRIES_MAX };
}
