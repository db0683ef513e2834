import type { AuditEvent } from '../audit/event.ts';
import type { OutboxRow } from '../mail/outbox-store.ts';
import type { Email } from './email.ts';

/**
 * What a mailed link may do to an account. `reset`: choose a new password. `email-change`: make the address it was sent
 * to the account's. `undo-email`: give the account back to the address it had, with a new password.
 */
export type TicketPurpose = 'reset' | 'email-change' | 'undo-email';

export interface AccountTicket {
  readonly ticketDigest: string;
  readonly purpose: TicketPurpose;
  /** Undefined for a stranger, whose ticket nobody has. */
  readonly accountId: string | undefined;
  /** The address it was sent to. */
  readonly email: Email;
  readonly locale: string;
  /** The interaction it was asked for in, and the digest of that browser's cookie. */
  readonly interactionId: string | undefined;
  readonly browserDigest: string | undefined;
  /** OPRF evaluations already given: at most 3 (decision 8). */
  readonly starts: number;
  readonly setupId?: string | undefined;
  readonly createdAtSeconds: number;
  readonly expiresAtSeconds: number;
}

/** One purpose is part of every look-up: a ticket of another kind finds nothing (EM-03). */
export interface AccountTicketStore {
  /** Writes ticket, letters and events in one statement. Older tickets of that account and purpose die (EM-01). */
  request(
    ticket: AccountTicket,
    letters: readonly OutboxRow[],
    events?: readonly AuditEvent[],
  ): Promise<void>;
  /** The unspent, unexpired ticket of an account; does not spend it. */
  open(purpose: TicketPurpose, ticketDigest: string, nowSeconds: number): Promise<AccountTicket | undefined>;
  /** The newest that waits; for the account page. */
  pending(purpose: TicketPurpose, accountId: string, nowSeconds: number): Promise<AccountTicket | undefined>;
  /** Counts one OPRF evaluation; the first notes the server setup. Undefined when none is left. */
  countStart(
    purpose: TicketPurpose,
    ticketDigest: string,
    nowSeconds: number,
    limit: number,
    setupId: string,
  ): Promise<AccountTicket | undefined>;
}
