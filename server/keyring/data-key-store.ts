/** A data key as it lies in PostgreSQL: wrapped, bound to its account and its own id. */
export interface StoredDataKey {
  readonly accountId: string;
  readonly id: string;
  readonly kekId: string;
  readonly wrapped: string;
  readonly createdAtSeconds: number;
}

export interface KeysOfAccount {
  /** Oldest first; at most `DATA_KEYS_MAX` of the youngest. */
  readonly keys: readonly StoredDataKey[];
  /** What was made before is read with and written with no more. */
  readonly floorSeconds: number;
}

/** A rotation a year leaves room for longer than any account lives. */
export const DATA_KEYS_MAX = 64;

/** Where a rewrap goes on: what is behind it was looked at. */
export interface RewrapCursor {
  readonly accountId: string;
  readonly id: string;
}

export interface DataKeyStore {
  find(accountId: string): Promise<KeysOfAccount>;
  /** Of an account that is there; otherwise nothing is written, and the answer is false. */
  add(key: StoredDataKey): Promise<boolean>;
  /**
   * Hands up to `limit` keys that are wrapped under `kekId`, after the cursor, to `work`, and writes what it returns;
   * all of it or nothing. Undefined when another instance is at it (advisory lock); an empty list when there are none.
   */
  rewrap(
    kekId: string,
    range: { readonly after: RewrapCursor | undefined; readonly limit: number },
    work: (keys: readonly StoredDataKey[]) => Promise<readonly StoredDataKey[]>,
  ): Promise<readonly StoredDataKey[] | undefined>;
  /** How many data keys are wrapped under each key-encryption key. */
  countByKek(): Promise<ReadonlyMap<string, number>>;
  /** From now on the next value of an account gets a new data key. */
  raiseFloor(atSeconds: number): Promise<void>;
}
