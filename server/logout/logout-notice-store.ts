/** That a client must be told of the end of a session (OIDC Back-Channel Logout 1.0). It holds no token. */
export interface LogoutNotice {
  readonly id: string;
  readonly accountId: string;
  readonly clientId: string;
  /** What the client's `sid` was made of. */
  readonly toldSessionId: string;
  readonly attempts: number;
  readonly createdAtSeconds: number;
}

/** Notices are written by the statements that end sessions (storage/sql/logout-notices.ts), and by nothing else. */
export interface LogoutNoticeStore {
  /**
   * Leases up to `limit` due notices for `leaseSeconds`: no other instance gets them meanwhile (SKIP LOCKED). The lease
   * counts the attempt: the `attempts` it returns include the one that is about to be made.
   */
  lease(nowSeconds: number, leaseSeconds: number, limit: number): Promise<readonly LogoutNotice[]>;
  /** Delivered, or given up: either way there is nothing left to do. */
  settle(id: string): Promise<void>;
  /** To be tried again then, and all that are due for the same client with it: what is down for one is down for all. */
  postpone(
    notice: Pick<LogoutNotice, 'id' | 'clientId'>,
    at: { readonly nowSeconds: number; readonly nextAttemptAtSeconds: number },
  ): Promise<void>;
}
