import type { ResourceAnswer, ResourceRequest } from '../http/resource-endpoint.ts';
import { type EntryParts, entryAccess } from './entry-access.ts';

/** How much is kept, and how much may be. What other apps keep of the quota is not told. */
export async function getCollection(parts: EntryParts, request: ResourceRequest): Promise<ResourceAnswer> {
  const access = await entryAccess(parts, request, 'vault:read');
  const state = await parts.vaultEntries.state(access);
  return { status: 200, body: { ...state, quota_bytes: parts.config.vaultQuotaBytes } };
}

/** Everything that the key group keeps for the account. It is written down, as no single write is. */
export async function emptyCollection(parts: EntryParts, request: ResourceRequest): Promise<ResourceAnswer> {
  const { clientId, ...place } = await entryAccess(parts, request, 'vault:write');
  const { requestId, addressPrefix } = request.caller;
  const { accountId } = place;
  await parts.vaultEntries.empty(place, {
    ...{ kind: 'vault.emptied', atSeconds: parts.clock.nowSeconds() },
    ...{ accountId, clientId, requestId, addressPrefix },
  });
  return { status: 204 };
}
