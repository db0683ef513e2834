/** Who holds key-encryption keys. The name is kept beside each of them. */
export type ProviderName = 'local' | 'transit';

/** The id of a key-encryption key as it stands in every envelope: no dot in it, at most 64 characters. */
export const KEK_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** What is to be wrapped, and where it will lie: a wrapped key that is moved elsewhere does not open (KMS-N09). */
export interface Plain {
  readonly plaintext: Uint8Array;
  readonly context: readonly string[];
}

export interface Wrapped {
  /** `v1.<kek id>.<alg>.…`, see envelope-text.ts. */
  readonly wrapped: string;
  readonly context: readonly string[];
}

export type Unwrapped =
  | { readonly opened: true; readonly plaintext: Buffer }
  | {
      readonly opened: false;
      readonly reason: 'malformed' | 'unknown_kek' | 'refused';
      readonly kekId?: string;
    };

/**
 * Holds key-encryption keys (KEKs) and never gives one away: wraps what it is handed, and unwraps what it wrapped. Every
 * act takes a list, for a call to another machine costs the same for one and for five hundred; lists have at most
 * `ITEMS_MAX` items, answers stand in the same order. Every act may throw KeysUnavailable, after its own retries.
 */
export interface KeyProvider {
  readonly name: ProviderName;
  /** Makes a key-encryption key, safely kept when this resolves; returns its id. Called under the lock of the store. */
  create(): Promise<string>;
  /** Those it can wrap and unwrap with at this moment. */
  present(): Promise<ReadonlySet<string>>;
  /** Under exactly that key. Throws KeyringError `kek_missing` when it is not there. */
  wrap(kekId: string, items: readonly Plain[]): Promise<readonly string[]>;
  /** Each under the key that it names. Never throws for what is malformed, foreign or moved: says so of that item. */
  unwrap(items: readonly Wrapped[]): Promise<readonly Unwrapped[]>;
  /** From one of its own keys to another; the plaintext leaves the provider no more than it must. */
  rewrap(kekId: string, items: readonly Wrapped[]): Promise<readonly Rewrapped[]>;
  /** For good: what is wrapped under it cannot be read again. Done already counts as done. */
  destroy(kekId: string): Promise<void>;
  close(): Promise<void>;
}

/** The new wrapping, or why there is none. */
export type Rewrapped =
  { readonly opened: true; readonly wrapped: string } | Extract<Unwrapped, { readonly opened: false }>;

export const ITEMS_MAX = 500;

/** Throws RangeError: whoever has more cuts it up (keks.ts). */
export function refuseTooMany(items: readonly unknown[]): void {
  if (items.length > ITEMS_MAX) throw new RangeError('too many items at once');
}
