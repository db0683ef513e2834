import type { FactorKind } from '../../contract/factors/kind.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { OutboxRow } from '../mail/outbox-store.ts';

/** A factor as it lies in PostgreSQL; its state is sealed to account and id under the `factor` ring. */
export interface StoredFactor {
  readonly accountId: string;
  readonly id: string;
  readonly kind: FactorKind;
  readonly label: string;
  readonly lookup: string | undefined;
  readonly sealed: Buffer;
  readonly version: number;
  readonly createdAtSeconds: number;
  readonly lastUsedAtSeconds: number | undefined;
}

/** What an act on factors writes besides, in the same transaction. */
export interface FactorAct {
  readonly event: AuditEvent;
  readonly letter: OutboxRow;
  /** Every other session and family of the account ends (SE-06). */
  readonly keptSessionId: string | undefined;
}

/** How many of one kind an account may have. */
export interface FactorRoom {
  /** A new one takes the place of the old. */
  readonly only: boolean;
  readonly max: number;
}

/** `taken`: that passkey is one of this or of another account already (WA-04). `full`: it has as many as it may. */
export type FactorAdded = 'added' | 'taken' | 'full';
export type FactorRemoved = 'removed' | 'absent' | 'last_way_in' | 'last_key';

export interface FactorStore {
  /** At most `limits.listRows`, oldest first. */
  list(accountId: string): Promise<readonly StoredFactor[]>;
  findByLookup(kind: FactorKind, lookup: string): Promise<StoredFactor | undefined>;
  /** Adds it, or nothing at all; where `only` is set those of the same kind go. */
  add(factor: StoredFactor, act: FactorAct, room: FactorRoom): Promise<FactorAdded>;
  /** Saves what a use leaves behind: one UPDATE … WHERE version = … RETURNING. False: somebody else was first. */
  advance(
    factor: Pick<StoredFactor, 'accountId' | 'id' | 'version'>,
    next: { readonly sealed: Buffer; readonly usedAtSeconds: number },
  ): Promise<boolean>;
  rename(accountId: string, id: string, label: string): Promise<boolean>;
  /**
   * Backup codes go with the last factor they stand in for. `last_way_in`: it is the last passkey of an account without
   * a password, and stays; `last_key`: nothing else opens the account key. Judged under the lock of the account, so that two removals at once do not both find another.
   */
  remove(accountId: string, id: string, act: FactorAct): Promise<FactorRemoved>;
}
