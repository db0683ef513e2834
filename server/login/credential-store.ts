import type { TicketPurpose } from '../accounts/account-ticket-store.ts';
import type { Email } from '../accounts/email.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { OutboxRow } from '../mail/outbox-store.ts';
import type { Session } from '../sessions/session.ts';
import type { Credential } from './credential.ts';

export interface CredentialStore {
  /** One statement, the same work whether or not there is such a credential. */
  find(credentialId: string): Promise<FoundCredential | undefined>;
  /** The credential of an account; undefined when it opens with passkeys alone. */
  ofAccount(accountId: string): Promise<Credential | undefined>;
  /**
   * Makes a proved credential the account's, in one transaction: spends the ticket it rests on, moves the e-mail where
   * the ticket says so, ends every session and family but the kept one, forgets remembered browsers, deletes the other
   * tickets of the account, writes letters and event. `spent`: the ticket is gone, or the password was changed since.
   * `taken`: the new address got an account meanwhile.
   */
  promote(promotion: Promotion): Promise<'done' | 'spent' | 'taken'>;
  /** Removes the password of an account that has a passkey; false when it has none (last way in). */
  remove(accountId: string, act: Removal): Promise<boolean>;
}

/** As it was found: how the account opens has changed so often (AccountDetails). */
export interface FoundCredential extends Credential {
  readonly trustEpoch: number;
}

export interface Promotion {
  readonly credential: Credential;
  /** The address the account must still have: a credential is made for one. Undefined: whatever it has. */
  readonly expects: Email | undefined;
  /** In which epoch of the account the ticket was proved; undefined: its session lives, so no other has begun. */
  readonly trustEpoch?: number | undefined;
  readonly atSeconds: number;
  readonly ticket:
    { readonly purpose: TicketPurpose; readonly ticketDigest: string; readonly email: Email } | undefined;
  /** The address the account has from now on; undefined: it keeps its own. */
  readonly newEmail: Email | undefined;
  /** Begins in the same transaction; all others end. Undefined: `keptSessionId` stays. */
  readonly session: Session | undefined;
  readonly keptSessionId: string | undefined;
  readonly events: readonly AuditEvent[];
  readonly letters: readonly OutboxRow[];
  /** Written with the letters: the way back of somebody whose address was changed by another. */
  readonly undo?: {
    readonly ticketDigest: string;
    readonly email: Email;
    readonly locale: string;
    readonly expiresAtSeconds: number;
  };
}

export interface Removal {
  readonly keptSessionId: string;
  readonly event: AuditEvent;
  readonly letter: OutboxRow;
}
