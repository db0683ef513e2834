import type { Place } from './envelope-text.ts';

/** A place of an account's own: whose it is goes without saying. */
export type OwnPlace = Omit<Place, 'owner'>;

/**
 * The data keys of accounts: each account has its own, made when the first value is sealed for it, wrapped by a
 * key-encryption key, and destroyed with the account. Unwrapped ones are kept for a short time, and only so many.
 */
export interface DataKeys {
  /**
   * The keys of that account, unwrapped. For `writing` the first is made, and the next after a rotation; for `reading`
   * hand in the sealed values, so that a key which another instance has just made is found. Throws KeysUnavailable when
   * whoever wraps them does not answer or does not have the key that wraps them.
   */
  of(accountId: string, purpose: 'reading' | 'writing', sealed?: readonly string[]): Promise<AccountKeys>;
}

export interface AccountKeys {
  /** `v1.<data key id>.A256GCM.…` under a subkey for that row alone. `more` is bound as well. */
  seal(plaintext: Uint8Array, place: OwnPlace, ...more: readonly string[]): string;
  /** Throws UnreadableValue, which names the key and the place and no value. */
  open(sealed: string, place: OwnPlace, ...more: readonly string[]): Buffer;
}

/** A stored value does not open: its key is gone, or it was changed or moved. Names ids, never a value. */
export class UnreadableValue extends Error {
  override readonly name = 'UnreadableValue';
  readonly keyId: string | undefined;

  constructor(reason: 'malformed' | 'unknown_key' | 'refused', place: OwnPlace, keyId?: string) {
    super(
      `${place.table}.${place.column} of ${place.row} does not open: ${reason} (key ${keyId ?? 'unknown'})`,
    );
    this.keyId = keyId;
  }
}
