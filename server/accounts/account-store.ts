import type { Locale } from '../../contract/page.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { OutboxRow } from '../mail/outbox-store.ts';
import type { Account } from './account.ts';
import type { Email } from './email.ts';

/** What is asked of an account now and then, beside what every session look-up brings. */
export interface AccountDetails extends Account {
  /** For letters. */
  readonly locale: Locale;
  /** Moves whenever the way it opens changes; no browser is remembered beyond it. */
  readonly trustEpoch: number;
  /** When it goes, while its state is `deleting`. */
  readonly deleteAfterSeconds: number | undefined;
  /** Undefined when it opens with passkeys alone. */
  readonly passwordSetAtSeconds: number | undefined;
}

/**
 * What a proved ticket does to an account without a password (one with a password moves by `CredentialStore.promote`,
 * since its credential is made for the address). `spent`: the ticket is gone, or a password was set meanwhile.
 */
export interface EmailMove {
  readonly accountId: string;
  /** The address it must still have. */
  readonly expects: Email;
  readonly newEmail: Email;
  readonly ticketDigest: string;
  readonly keptSessionId: string;
  readonly atSeconds: number;
  readonly events: readonly AuditEvent[];
  readonly letters: readonly OutboxRow[];
  /** The way back of somebody whose address was changed by another. */
  readonly undo: {
    readonly ticketDigest: string;
    readonly email: Email;
    readonly locale: string;
    readonly expiresAtSeconds: number;
  };
}

export interface AccountStore {
  find(id: string): Promise<Account | undefined>;
  details(id: string): Promise<AccountDetails | undefined>;
  /** Takes a deletion back: `deleting` becomes `active`. False when there is nothing to take back. */
  keep(id: string, event: AuditEvent, letter: OutboxRow): Promise<boolean>;
  /**
   * Its owner wants it gone: every session and family ends, mailed tickets die but the one that undoes a change of
   * address, and after `deleteAfterSeconds` a chore deletes it. False when it is not active.
   */
  askDeletion(
    id: string,
    act: { readonly deleteAfterSeconds: number; readonly event: AuditEvent; readonly letter: OutboxRow },
  ): Promise<boolean>;
  /** Gives an account that opens with passkeys alone another address; all in one transaction. See EmailMove. */
  moveEmail(move: EmailMove): Promise<'done' | 'spent' | 'taken'>;
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
