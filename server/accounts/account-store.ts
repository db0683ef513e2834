import type { AuditEvent } from '../audit/event.ts';
import type { Account } from './account.ts';
import type { Email } from './email.ts';

export interface AccountStore {
  find(id: string): Promise<Account | undefined>;
  findByEmail(email: Email): Promise<Account | undefined>;
  /** Ordered by id, starting after `afterId`; at most `limit` rows. */
  list(page: { readonly afterId: string | undefined; readonly limit: number }): Promise<readonly Account[]>;
  /**
   * Disabling ends every session and revokes every family of the account, in the same statement as the audit event.
   * False when there is no such account.
   */
  setState(id: string, state: Account['state'], event: AuditEvent): Promise<boolean>;
  /** Deletes the account and all that hangs on it (foreign keys cascade). False when there is none. */
  delete(id: string, event: AuditEvent): Promise<boolean>;
}
