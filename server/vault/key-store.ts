import type { KeysState } from '../../contract/keys.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { OutboxRow } from '../mail/outbox-store.ts';
import type { Credential } from '../login/credential.ts';

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

/** `changed`: another key is in use by now, or the proof is not of this one. `last`: it would leave no way in. */
export type KeyOutcome = 'done' | 'changed' | 'last' | 'absent';

/** The account keys of people, in wraps that nobody here can open. */
export interface KeyStore {
  /** One statement. Undefined generation: no key was made. */
  owner(
    accountId: string,
  ): Promise<{ readonly generation: number | undefined; readonly hasRecovery: boolean }>;
  /** Everything its owner's page needs; one statement. */
  state(accountId: string): Promise<KeysState>;
  /** What a recovery key opens, of the key in use or one left behind that has not run out. Nothing is spent by looking. */
  findRecovery(
    accountId: string,
    shown: { readonly lookup: string; readonly proofDigest: string; readonly nowSeconds: number },
  ): Promise<{ readonly generation: number; readonly jwe: string } | undefined>;
  /** The credential, and the wrap, that open a key left behind. */
  findLocked(
    accountId: string,
    generation: number,
    nowSeconds: number,
  ): Promise<{ readonly credential: Omit<Credential, 'createdAtSeconds'>; readonly jwe: string } | undefined>;
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
  /** Replaces the wrap of the password, and drops its bridges. */
  wrapPassword(act: KeyAct, holder: Holder, jwe: string): Promise<KeyOutcome>;
  wrapPasskey(act: KeyAct, holder: Holder, wrap: StoredPasskeyWrap): Promise<KeyOutcome>;
  removePasskey(act: KeyAct, credentialId: string): Promise<KeyOutcome>;
  /** In the place of the one before. */
  setRecovery(act: KeyAct, holder: Holder, recovery: StoredRecovery): Promise<KeyOutcome>;
  /** A key left behind, under the one in use; `holder` is of the one left behind. */
  reopen(act: KeyAct, holder: Holder, successor: string): Promise<KeyOutcome>;
  replace(
    act: KeyAct,
    holder: Holder,
    next: {
      readonly proofDigest: string;
      readonly opaque: string | undefined;
      readonly passkeys: readonly StoredPasskeyWrap[];
      readonly recovery: StoredRecovery | undefined;
      readonly successor: string;
    },
  ): Promise<KeyOutcome>;
  /** Deletes keys left behind whose time is over, with all their wraps; how many, at most `limit`. */
  sweepLocked(nowSeconds: number, limit: number): Promise<number>;
}
