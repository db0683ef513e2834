import { KeysUnavailable } from '../platform/unavailable.ts';
import { maskedValue } from './entry.ts';
import type { ListedRecord, RecordPlace, RecordStore } from './record-store.ts';
import { type Reader, type ReaderParts, recordReader } from './sealed-record.ts';
import type { RecordType, RecordValue } from './types/record-type.ts';

export interface OwnedParts extends ReaderParts {
  readonly records: Pick<RecordStore, 'page'>;
}

/** A record as its owner is shown it; `masked` is missing when it could not be read, at this moment or ever. */
export interface OwnedRow extends Pick<ListedRecord, 'id' | 'type' | 'clientName' | 'createdAtSeconds'> {
  readonly masked: string | undefined;
}

/**
 * A page of what is kept for an account, for its owner; one more than `limit` is read, so that it is known whether there
 * are more. While whoever wraps the keys does not answer, the rows come without values: what is there can still be
 * deleted.
 */
export async function ownedPage(
  parts: OwnedParts,
  types: readonly RecordType[],
  accountId: string,
  { behind, limit }: { readonly behind?: RecordPlace | undefined; readonly limit: number },
): Promise<{ readonly rows: readonly OwnedRow[]; readonly more: boolean }> {
  const found = await parts.records.page({ accountId, behind, limit: limit + 1 });
  const read = found.length === 0 ? undefined : await readerOrNone(parts, accountId, found);
  const rows = found.slice(0, limit).map((record) => {
    const { id, type, clientName, createdAtSeconds } = record;
    const value = read?.(record);
    const masked = value === undefined ? undefined : maskedValue(types, type, value);
    return { id, type, clientName, createdAtSeconds, masked };
  });
  return { rows, more: found.length > limit };
}

async function readerOrNone(
  parts: ReaderParts,
  accountId: string,
  found: readonly ListedRecord[],
): Promise<Reader | undefined> {
  return recordReader(parts, accountId, found).catch((error: unknown) => {
    if (error instanceof KeysUnavailable) return undefined;
    throw error;
  });
}

const PAGE_ROWS = 200;

/**
 * Everything that is kept for an account, in clear, for the file its owner takes along; `recordsMax` is the end of it in
 * any case. Throws KeysUnavailable.
 */
export async function ownedValues(
  parts: OwnedParts,
  accountId: string,
  recordsMax: number,
): Promise<readonly object[]> {
  const told: object[] = [];
  for (let behind: RecordPlace | undefined; told.length < recordsMax;) {
    const found = await parts.records.page({ accountId, behind, limit: PAGE_ROWS });
    if (found.length === 0) break;
    const read = await recordReader(parts, accountId, found);
    told.push(...found.map((record) => valueRow(record, read(record))));
    behind = found.at(-1);
    if (found.length < PAGE_ROWS) break;
  }
  return told;
}

function valueRow(record: ListedRecord, value: RecordValue | undefined): object {
  const { id, type, clientId, clientName, createdAtSeconds, updatedAtSeconds } = record;
  const about = { id, type, clientId, clientName, createdAtSeconds, updatedAtSeconds };
  return value === undefined ? { ...about, unreadable: true } : { ...about, value };
}
