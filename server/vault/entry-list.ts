import { PAGE_BYTES_MAX, type VaultItem, type VaultPage, vaultQuery } from '../../contract/vault.ts';
import type { ResourceAnswer, ResourceRequest } from '../http/resource-endpoint.ts';
import { OAuthError } from '../protocol/error.ts';
import { type EntryParts, entryAccess } from './entry-access.ts';
import type { EntryPage, EntryPageWish, EntryStore, ListedEntry } from './entry-store.ts';

/** What changed among the items, with what is in them. One statement, by index from where the reader stands. */
export async function listItems(parts: EntryParts, request: ResourceRequest): Promise<ResourceAnswer> {
  const access = await entryAccess(parts, request, 'vault:read');
  return { status: 200, body: await itemPage(parts.vaultEntries, access, queryOf(request)) };
}

/** The same of blobs, without what is in them. */
export async function listBlobs(parts: EntryParts, request: ResourceRequest): Promise<ResourceAnswer> {
  const access = await entryAccess(parts, request, 'vault:read');
  const wish = { ...queryOf(request), kind: 'blob', bytesMax: undefined } as const;
  const page = await parts.vaultEntries.page(access, wish);
  const blobs = page.entries.map((entry) => ({ ...told(entry), bytes: entry.bytes }));
  return { status: 200, body: { blobs, ...standing(page) } };
}

/** A page of items in the words of the contract. */
export async function itemPage(
  store: Pick<EntryStore, 'page'>,
  place: Parameters<EntryStore['page']>[0],
  asked: Pick<EntryPageWish, 'since' | 'forgotten' | 'limit'>,
): Promise<VaultPage> {
  const page = await store.page(place, { ...asked, kind: 'item', bytesMax: PAGE_BYTES_MAX });
  const items = page.entries.map((entry) => ({
    ...told(entry),
    ...(entry.body !== null && { body: entry.body.toString('base64url') }),
  }));
  return { items, ...standing(page) };
}

function queryOf(request: ResourceRequest) {
  const parsed = vaultQuery.safeParse({ ...request.query() });
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? 'the query');
  throw new OAuthError('invalid_request', `${name} is malformed`);
}

function told({ id, revision, envelope, deleted, ...entry }: ListedEntry): Omit<VaultItem, 'body'> {
  return {
    ...{ id, revision, envelope },
    ...{ created_at: entry.createdAtSeconds, updated_at: entry.updatedAtSeconds },
    ...(deleted && { deleted }),
  };
}

function standing({ next, more, forgotten, reset }: EntryPage): Omit<VaultPage, 'items'> {
  return { next, more, forgotten, ...(reset && { reset }) };
}
