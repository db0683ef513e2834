import { RequestRefused } from '../http/request-refused.ts';
import type { ResourceAnswer, ResourceRequest } from '../http/resource-endpoint.ts';
import { OAuthError } from '../protocol/error.ts';
import { accessOf, eventOf, idOf, type RecordsParts } from './access.ts';
import { etagOf, parseIfMatch } from './condition.ts';
import { maskedEntry } from './entry.ts';
import { parseNewValue } from './new-value.ts';
import type { SealedRecord } from './record-store.ts';
import { sealValue } from './sealed-record.ts';
import type { RecordType } from './types/record-type.ts';

/** How often one who would replace whatever is there tries again, when others were faster. */
const ATTEMPTS_MAX = 5;

/**
 * The next value of a record, in place of the one that If-Match names: of many who read the same, one wins, and the others
 * are told (412). A value that comes back masked is refused (OBS-C14).
 */
export async function replaceRecord(
  parts: RecordsParts,
  types: readonly RecordType[],
  request: ResourceRequest,
): Promise<ResourceAnswer> {
  const access = await accessOf(parts, request, 'records:write');
  const { accountId } = access;
  const id = idOf(request);
  const ifMatch = request.header('If-Match');
  if (ifMatch === undefined) throw new RequestRefused('condition_missing');
  const wanted = parseIfMatch(ifMatch);
  const { type, value } = parseNewValue(types, await request.json());
  const keys = await parts.dataKeys.of(accountId, 'writing');
  const event = {
    ...eventOf(parts, 'record.replaced', access, request),
    ...{ recordId: id, recordType: type },
  };

  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    // Who names one revision is served by one statement; only when that finds nothing it is asked why.
    const [named, ...others] = wanted === 'any' ? [] : wanted;
    const before =
      attempt === 1 && named !== undefined && others.length === 0
        ? named
        : await revisionToReplace(parts, { accountId, id, type }, wanted);
    const revision = before + 1;
    const sealed = sealValue(keys, { id, type, revision }, value);
    const next = { accountId, id, type, sealed, revision, updatedAtSeconds: parts.clock.nowSeconds() };
    const record = await parts.records.replace(next, event);
    if (record !== undefined)
      return { status: 200, headers: { ETag: etagOf(record) }, body: maskedEntry(types, record, value) };
  }
  throw new RequestRefused('changed');
}

/** Throws what tells the caller why nothing can be replaced. */
async function revisionToReplace(
  { records }: RecordsParts,
  { accountId, id, type }: Pick<SealedRecord, 'accountId' | 'id' | 'type'>,
  wanted: 'any' | readonly number[],
): Promise<number> {
  const found = await records.find(accountId, id);
  if (found === undefined) throw new RequestRefused('not_found');
  if (wanted !== 'any' && !wanted.includes(found.revision)) throw new RequestRefused('changed');
  if (found.type !== type)
    throw new OAuthError('invalid_request', 'type: a record keeps the type it was made with');
  return found.revision;
}

/** Gone for good. With If-Match, only as it was when it was read. */
export async function deleteRecord(parts: RecordsParts, request: ResourceRequest): Promise<ResourceAnswer> {
  const access = await accessOf(parts, request, 'records:write');
  const id = idOf(request);
  const ifMatch = request.header('If-Match');
  const wanted = ifMatch === undefined ? 'any' : parseIfMatch(ifMatch);
  const event = eventOf(parts, 'record.deleted', access, request);
  const outcome = await parts.records.delete(
    access.accountId,
    id,
    wanted === 'any' ? undefined : wanted,
    event,
  );
  if (outcome === 'absent') throw new RequestRefused('not_found');
  if (outcome === 'changed') throw new RequestRefused('changed');
  return { status: 204 };
}
