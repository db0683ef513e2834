import type { AuditEvent } from '../audit/event.ts';
import type { StoredFactor } from '../factors/factor-store.ts';
import type { Credential } from '../login/credential.ts';
import type { OutboxRow } from '../mail/outbox-store.ts';

/** A recovery key as it lies in the store: what shows that somebody has it is kept as a digest. */
export interface StoredRecovery {
  readonly lookup: string;
  readonly proofDigest: string;
  readonly jwe: string;
}

/** A wrap that a passkey of the account opens. */
export interface StoredPasskeyWrap {
  readonly credentialId: string;
  readonly factorId: string;
  readonly jwe: string;
  readonly privateJwe: string;
  readonly publicJwe: string;
}

/** The keys of an account as they lie there: which credential a passkey is, its sealed row alone says (keys-state.ts). */
export interface StoredKeys {
  readonly current:
    | {
        readonly generation: number;
        readonly createdAtSeconds: number;
        readonly opaque: string | undefined;
        /** Oldest first. */
        readonly bridges: readonly string[];
        readonly passkeys: readonly StoredPasskeyWrap[];
        readonly recoveryMadeAtSeconds: number | undefined;
        readonly recoveryUsedAtSeconds: number | undefined;
      }
    | undefined;
  /** Oldest first. */
  readonly older: readonly {
    readonly generation: number;
    readonly createdAtSeconds: number;
    /** Undefined: it was opened again. */
    readonly lockedUntilSeconds: number | undefined;
    readonly successor: string | undefined;
    readonly byPassword: boolean;
    readonly byRecovery: boolean;
  }[];
  /** Every passkey of the account. */
  readonly passkeys: readonly StoredFactor[];
  readonly hasPassword: boolean;
}

/** What opens a key that was left behind, for whoever still knows the password of then. */
export interface LockedKey {
  readonly credential: Omit<Credential, 'createdAtSeconds'>;
  readonly jwe: string;
  /** Oldest first: the password of then leads through them. */
  readonly bridges: readonly string[];
}

/** One wrap as its owner takes it along (account/export.ts). */
export interface ListedWrap {
  readonly generation: number;
  readonly kind: 'opaque' | 'bridge' | 'recovery' | 'prf' | 'successor';
  readonly ref: string;
  readonly jwe: string;
  readonly privateJwe: string | undefined;
  readonly publicJwe: string | undefined;
  readonly createdAtSeconds: number;
}

/** Who writes, and what is written beside it: each act is one transaction under the lock of the account. */
export interface KeyAct {
  readonly accountId: string;
  readonly atSeconds: number;
  readonly events: readonly AuditEvent[];
  readonly letters: readonly OutboxRow[];
}

/** Whoever writes a wrap names the generation, and shows that they have its key. */
export interface Holder {
  readonly generation: number;
  /** Fingerprint of the key proof. */
  readonly proofDigest: string;
}

/**
 * `changed`: another key is in use by now, or the proof is not of this one. `last`: it would leave no way in. `absent`: the
 * account has no such password or passkey. `used`: as a new recovery key came the one that was used. Whatever is not `done`
 * changed nothing.
 */
export type KeyOutcome = 'done' | 'changed' | 'last' | 'absent' | 'used';

/** The account keys of people, in wraps that nobody here can open. */
export interface KeyStore {
  /** One statement. Undefined generation: no key was made. */
  owner(accountId: string): Promise<{
    readonly generation: number | undefined;
    readonly hasRecovery: boolean;
    /** And it was shown since it was made. */
    readonly recoveryUsed: boolean;
  }>;
  /** Everything its owner's page needs; one statement. `keysState` (keys-state.ts) makes the answer of it. */
  state(accountId: string): Promise<StoredKeys>;
  /** Every wrap there is, of every generation, in the order they are opened in. At most `limits.listRows`. */
  list(accountId: string): Promise<readonly ListedWrap[]>;
  /**
   * What a recovery key opens, which is used from then on: it opens no less until another takes its place, and must be
   * replaced. What comes with the act is written the first time alone. `olderToo`: of a key left behind that has not run out.
   */
  useRecovery(
    act: KeyAct,
    shown: { readonly lookup: string; readonly proofDigest: string; readonly olderToo: boolean },
  ): Promise<{ readonly generation: number; readonly jwe: string } | undefined>;
  /** The credential, and the wraps, that open a key left behind that has not run out. */
  findLocked(accountId: string, generation: number, nowSeconds: number): Promise<LockedKey | undefined>;
  /** The first key of an account that has none; `changed` when it has one by now. At least one wrap. */
  make(
    act: KeyAct,
    first: {
      readonly proofDigest: string;
      readonly opaque: string | undefined;
      readonly passkey: StoredPasskeyWrap | undefined;
      readonly recovery: StoredRecovery | undefined;
    },
  ): Promise<KeyOutcome>;
  /** Replaces the wrap of the password, and drops its bridges; `changed` unless `seen` is still what the password opens first. */
  wrapPassword(
    act: KeyAct,
    holder: Holder,
    wrap: { readonly jwe: string; readonly seen: string | undefined },
  ): Promise<KeyOutcome>;
  wrapPasskey(act: KeyAct, holder: Holder, wrap: StoredPasskeyWrap): Promise<KeyOutcome>;
  /** Of the key in use. */
  removePasskey(act: KeyAct, holder: Holder, credentialId: string): Promise<KeyOutcome>;
  /** In the place of the one before; not the same once more, when that was used. */
  setRecovery(act: KeyAct, holder: Holder, recovery: StoredRecovery): Promise<KeyOutcome>;
  /** A key left behind, under the one in use; `holder` is of the one left behind. */
  reopen(act: KeyAct, holder: Holder, successor: string): Promise<KeyOutcome>;
  /** Another key in the place of the one in use, which opens under it from then on; all its other wraps go. */
  replace(
    act: KeyAct,
    holder: Holder,
    next: {
      readonly proofDigest: string;
      readonly opaque: string | undefined;
      readonly passkeys: readonly StoredPasskeyWrap[];
      readonly recovery: StoredRecovery | undefined;
      readonly successor: string;
      readonly seen: string | undefined;
    },
  ): Promise<KeyOutcome>;
  /** Deletes keys left behind whose time is over, with all their wraps; how many, at most `limit`. */
  sweepLocked(nowSeconds: number, limit: number): Promise<number>;
}
