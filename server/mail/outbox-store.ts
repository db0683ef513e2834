/** A letter on its way. `sealed` is the Letter as JSON, sealed under the outbox ring; null once it was sent or given up. */
export interface OutboxRow {
  readonly id: string;
  readonly kind: string;
  readonly sealed: Buffer | null;
  readonly attempts: number;
  readonly createdAtSeconds: number;
  readonly nextAttemptAtSeconds: number;
  readonly state: 'waiting' | 'sent' | 'failed';
}

export interface OutboxStore {
  insert(row: OutboxRow): Promise<void>;
  /**
   * Leases up to `limit` due letters for `leaseSeconds`: no other instance gets them meanwhile (SKIP LOCKED). The lease
   * counts the attempt: the `attempts` it returns include the one that is about to be made.
   */
  lease(nowSeconds: number, leaseSeconds: number, limit: number): Promise<readonly OutboxRow[]>;
  markSent(id: string): Promise<void>;
  /** `nextAttemptAtSeconds` undefined gives the letter up. */
  markFailed(id: string, nextAttemptAtSeconds: number | undefined): Promise<void>;
  /** How many are not sent yet. */
  countWaiting(): Promise<number>;
  /** Newest first; for /dev/mail. */
  recent(limit: number): Promise<readonly OutboxRow[]>;
}
