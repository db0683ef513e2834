import type { MaskedRecord } from '../../contract/records.ts';
import { MASK } from './mask.ts';
import type { SealedRecord } from './record-store.ts';
import type { RecordType, RecordValue } from './types/record-type.ts';

/** How a record is told to apps, apart from its value. */
export function entryOf({ id, type, clientId, revision, createdAtSeconds, updatedAtSeconds }: SealedRecord) {
  return {
    ...{ id, type, client_id: clientId, revision },
    ...{ created_at: createdAtSeconds, updated_at: updatedAtSeconds },
  };
}

/** The same with as much of its value as the type shows; one that could not be read says so. */
export function maskedEntry(
  types: readonly RecordType[],
  record: SealedRecord,
  value: RecordValue | undefined,
): MaskedRecord {
  if (value === undefined) return { ...entryOf(record), unreadable: true };
  return { ...entryOf(record), masked: maskedValue(types, record.type, value) };
}

/** A type that the operator took away since, or made narrower, shows nothing; its values can still be read. */
export function maskedValue(types: readonly RecordType[], type: string, value: RecordValue): string {
  return types.find(({ name }) => name === type)?.mask(value) ?? MASK;
}
