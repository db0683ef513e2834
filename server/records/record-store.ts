import type { AuditEvent } from '../audit/event.ts';

/** A value that is kept for somebody, as it lies in the store: nobody reads it there. */
export interface SealedRecord {
  readonly accountId: string;
  readonly id: string;
  /** The name of its type; it keeps it for life. */
  readonly type: string;
  /** The client that brought it. It may be gone. */
  readonly clientId: string;
  /** An envelope under the data key of the account (keyring/data-keys.ts). */
  readonly sealed: string;
  /** 1, and one more with every new value. */
  readonly revision: number;
  readonly createdAtSeconds: number;
  readonly updatedAtSeconds: number;
}

/** A record, and the name of its client as long as there is one. */
export interface ListedRecord extends SealedRecord {
  readonly clientName: string | undefined;
}

/** Where a page begins: behind that record. */
export interface RecordPlace {
  readonly createdAtSeconds: number;
  readonly id: string;
}

export interface RecordFilter {
  readonly accountId: string;
  readonly type?: string | undefined;
  readonly clientId?: string | undefined;
  /** Both exclusive. */
  readonly createdAfterSeconds?: number | undefined;
  readonly createdBeforeSeconds?: number | undefined;
  readonly behind?: RecordPlace | undefined;
  /** At most `limits.listRows`. */
  readonly limit: number;
}

/** Every act is one statement that judges, writes and notes the event; nothing happens without its event. */
export interface RecordStore {
  /** Newest first. Records that come meanwhile move nothing. */
  page(filter: RecordFilter): Promise<readonly ListedRecord[]>;
  find(accountId: string, id: string): Promise<SealedRecord | undefined>;
  /**
   * `full`: the account has `recordsMax` already (as many more as come in the same moment may pass). `taken`: there is a
   * record of that id. `absent`: the account is gone.
   */
  create(
    record: SealedRecord,
    recordsMax: number,
    event: AuditEvent,
  ): Promise<'created' | 'full' | 'taken' | 'absent'>;
  /** The record, once the event stands that somebody read it. The type of the event is that of the record. */
  reveal(accountId: string, id: string, event: AuditEvent): Promise<SealedRecord | undefined>;
  /** Takes the place of the revision before it, of the same type. Undefined when that is not what is there. */
  replace(
    next: Pick<SealedRecord, 'accountId' | 'id' | 'type' | 'sealed' | 'revision' | 'updatedAtSeconds'>,
    event: AuditEvent,
  ): Promise<SealedRecord | undefined>;
  /** `changed`: it has none of these revisions. Without a list any will do. */
  delete(
    accountId: string,
    id: string,
    revisions: readonly number[] | undefined,
    event: AuditEvent,
  ): Promise<'deleted' | 'absent' | 'changed'>;
}
