import { type AccountKeys, type DataKeys, UnreadableValue } from '../keyring/data-keys.ts';
import { KeyringError } from '../keyring/keyring-error.ts';
import type { Log } from '../platform/log.ts';
import type { SealedRecord } from './record-store.ts';
import { type RecordValue, recordValue } from './types/record-type.ts';

type Bound = Pick<SealedRecord, 'id' | 'type' | 'revision'>;

/**
 * Seals a value for its row, its type and its revision: put into another row, under another type or another account it
 * does not open (KMS-N09), nor does what an older revision held, unless the whole row is put back as it was.
 */
export function sealValue(keys: AccountKeys, bound: Bound, value: RecordValue): string {
  return keys.seal(Buffer.from(JSON.stringify(value)), placeOf(bound), ...contextOf(bound));
}

export interface ReaderParts {
  readonly dataKeys: DataKeys;
  readonly log: Log;
}

/** Opens one record; undefined when it cannot be read, and the operator is told which and why. */
export type Reader = (record: SealedRecord) => RecordValue | undefined;

/**
 * For those records of one account. One that does not open takes no other with it (KMS-C10, JIRO-N06), and where the key of
 * the account itself does not, none opens. Throws KeysUnavailable when whoever wraps it does not answer.
 */
export async function recordReader(
  { dataKeys, log }: ReaderParts,
  accountId: string,
  records: readonly Pick<SealedRecord, 'sealed'>[],
): Promise<Reader> {
  const sealed = records.map((record) => record.sealed);
  const keys = await dataKeys.of(accountId, 'reading', sealed).catch((error: unknown) => {
    if (!(error instanceof KeyringError)) throw error;
    log.error('the data key of an account does not open', { accountId, error });
    return undefined;
  });
  return (record) => {
    if (keys === undefined) return undefined;
    try {
      const opened = keys.open(record.sealed, placeOf(record), ...contextOf(record));
      return recordValue.parse(JSON.parse(opened.toString()));
    } catch (error) {
      if (!(error instanceof UnreadableValue)) throw error;
      // Its text names the row and the key.
      log.error('a sealed record does not open', { accountId, kind: record.type, error });
      return undefined;
    }
  };
}

function placeOf({ id }: Bound) {
  return { table: 'sealed_record', column: 'sealed', row: id };
}

function contextOf({ type, revision }: Bound): readonly string[] {
  return [type, String(revision)];
}
