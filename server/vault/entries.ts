import { BLOB_BYTES_MAX, ITEM_BYTES_MAX } from '../../contract/vault.ts';
import { RequestRefused } from '../http/request-refused.ts';
import type { ResourceAnswer, ResourceRequest } from '../http/resource-endpoint.ts';
import { etagOf, isKnown } from '../records/condition.ts';
import { type EntryParts, entryAccess, entryIdOf, goneToken, writeLimits } from './entry-access.ts';
import { envelopeOf, wantedBy } from './entry-condition.ts';
import type { EntryKind, EntryWrite, WriteOutcome } from './entry-store.ts';

const BYTES_MAX: Readonly<Record<EntryKind, number>> = { item: ITEM_BYTES_MAX, blob: BLOB_BYTES_MAX };

/** The bytes of one entry as they were written, with their envelope version; 304 for who has them (RFC 9110 §13.1.2). */
export async function getEntry(
  parts: EntryParts,
  kind: EntryKind,
  request: ResourceRequest,
): Promise<ResourceAnswer> {
  const access = await entryAccess(parts, request, 'vault:read');
  const entry = await parts.vaultEntries.find(access, kind, entryIdOf(request));
  if (entry === undefined) throw new RequestRefused('not_found');
  const headers = { ETag: etagOf(entry), 'Envelope-Version': String(entry.envelope) };
  if (isKnown(request.header('If-None-Match'), headers.ETag)) return { status: 304, headers };
  return { status: 200, headers, body: entry.body };
}

/** FP-R02, FP-N04: any bytes, in place of those that were read. The body is read last: who may not write sends it for nothing. */
export async function putEntry(
  parts: EntryParts,
  kind: EntryKind,
  request: ResourceRequest,
): Promise<ResourceAnswer> {
  const access = await entryAccess(parts, request, 'vault:write');
  const id = entryIdOf(request);
  const wanted = wantedBy(request);
  const envelope = envelopeOf(request);
  const body = await request.bytes(BYTES_MAX[kind]);
  const { status, revision = 0 } = await writeOne(parts, access, kind, {
    ...{ op: 'put', id, wanted, envelope, body },
  });
  if (status === 507) throw new RequestRefused('vault_full');
  if (status !== 200 && status !== 201)
    throw new RequestRefused(wanted === 'absent' ? 'there_already' : 'changed');
  return { status, headers: { ETag: etagOf({ revision }) }, body: { id, revision } };
}

/** Gone, as it was read; readers of changes are told for as long as deletions are remembered. */
export async function deleteEntry(
  parts: EntryParts,
  kind: EntryKind,
  request: ResourceRequest,
): Promise<ResourceAnswer> {
  const access = await entryAccess(parts, request, 'vault:write');
  const write = { op: 'delete', id: entryIdOf(request), wanted: wantedBy(request) } as const;
  const { status } = await writeOne(parts, access, kind, write);
  if (status === 404) throw new RequestRefused('not_found');
  if (status !== 204) throw new RequestRefused('changed');
  return { status: 204 };
}

async function writeOne(
  { vaultEntries, config, clock }: EntryParts,
  access: Parameters<EntryParts['vaultEntries']['write']>[0],
  kind: EntryKind,
  write: EntryWrite,
): Promise<WriteOutcome> {
  const outcomes = await vaultEntries.write(access, kind, [write], writeLimits(config), clock.nowSeconds());
  const [outcome] = outcomes === 'absent' ? [] : outcomes;
  if (outcome === undefined) throw goneToken();
  return outcome;
}
