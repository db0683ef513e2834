import type { EveryFactor } from '../../factors/every-factor.ts';
import type { KeyStore } from '../../keyring/key-store.ts';
import type { FileKind, TableShape } from './manifest.ts';

/** Reads a whole database at one moment, and fills an empty one. */
export interface BackupStore {
  /**
   * Hands `work` one snapshot, however long it takes and whatever is written meanwhile. Throws BackupError when there
   * is nothing to back up, or another backup of this database is under way.
   */
  snapshot<Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result>;
  /**
   * Hands `work` an empty database, in one transaction: all of it is there in the end, or nothing. Nobody else reads,
   * writes or migrates meanwhile. With `dryRun` nothing stays of it, however well it went. Throws BackupError when the
   * database is not empty, and for a row that it does not take.
   */
  restore<Result>(
    work: (into: Restoring) => Promise<Result>,
    options: { readonly dryRun: boolean },
  ): Promise<Result>;
}

export interface Snapshot {
  /** The last migration of the schema. */
  readonly migration: string;
  readonly keks: readonly string[];
  readonly ringKeys: readonly string[];
  /** The tables that such a file holds, as far as this schema has them. */
  tables(kind: FileKind): Promise<readonly TableShape[]>;
  /** Every row as its line of the file, in bounded batches. */
  lines(table: TableShape): AsyncGenerator<readonly string[]>;
}

export interface Restoring {
  /** Makes the schema as that migration left it, or brings it on to there. Throws BackupError for one it does not know. */
  migrateTo(migration: string): Promise<void>;
  /** Rows as JSON texts; a data key of an account that is not there is left out. Returns how many were written. */
  insert(table: Pick<TableShape, 'name' | 'columns'>, rows: readonly string[]): Promise<number>;
  /** Ends what must not live again (TH-09). At the latest schema, when all rows are there. */
  settle(at: { readonly nowSeconds: number; readonly deletionGraceSeconds: number }): Promise<Settled>;
  /** Key-encryption keys that data keys are wrapped under. */
  keksOfData(): Promise<readonly string[]>;
  /** Stores that read and write within it. */
  readonly keys: KeyStore;
  readonly factors: EveryFactor;
}

/** What did not come back as it was. */
export interface Settled {
  /** Families that lived when the backup was taken. */
  readonly families: number;
  /** Sealed records whose data key was destroyed since, and the accounts they belonged to. */
  readonly sealedRecords: number;
  readonly shreddedAccounts: number;
  /** Deletions whose day had come or comes soon: their owners get the whole grace again. */
  readonly deletions: number;
}
