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

export interface FactorStore {
  /** At most `limits.listRows`, oldest first. */
  list(accountId: string): Promise<readonly StoredFactor[]>;
  findByLookup(kind: FactorKind, lookup: string): Promise<StoredFactor | undefined>;
  /**
   * Adds it; one of the same kind is replaced where `only` is set. False when the lookup is taken, or the account has
   * as many as it may.
   */
  add(
    factor: StoredFactor,
    act: FactorAct,
    options: { readonly only: boolean; readonly max: number },
  ): Promise<boolean>;
  /** Saves what a use leaves behind: one UPDATE … WHERE version = … RETURNING. False: somebody else was first. */
  advance(
    factor: Pick<StoredFactor, 'accountId' | 'id' | 'version'>,
    next: { readonly sealed: Buffer; readonly usedAtSeconds: number },
  ): Promise<boolean>;
  rename(accountId: string, id: string, label: string): Promise<boolean>;
  /** Backup codes go with the last factor they stand in for. False when there is none of that id. */
  remove(accountId: string, id: string, act: FactorAct): Promise<boolean>;
}
