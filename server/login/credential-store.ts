import type { Locale } from '../../contract/page.ts';
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
  /**
   * Puts a proved renewal in the place of the credential it renews, while that is still the one and the session lives.
   * False: it was changed meanwhile, and the change counts. Nothing else of the account changes.
   */
  renew(renewal: Renewal): Promise<boolean>;
  /** How many credentials hang on each server setup. Reads an index whole. */
  countBySetup(): Promise<readonly SetupCount[]>;
  /**
   * Signs out everywhere, and tells, whose password hangs on one of these setups and who was not told yet: sessions,
   * families and remembered browsers end, in one transaction. How many it were, at most `limit`.
   */
  endUnder(end: EndUnder): Promise<number>;
  /**
   * Removes the password of an account that has a passkey, and what it opened of the account key. `last_way_in`: there is
   * no passkey, or no password; `last_key`: nothing else opens the account key. Then nothing was changed.
   */
  remove(accountId: string, act: Removal): Promise<'removed' | 'last_way_in' | 'last_key'>;
}

/** As it was found: how the account opens has changed so often (AccountDetails). */
export interface FoundCredential extends Credential {
  readonly trustEpoch: number;
}

export interface Renewal {
  readonly credential: Credential;
  readonly replaces: Pick<Credential, 'setupId' | 'registrationRecord'>;
  readonly sessionId: string;
  readonly event: AuditEvent;
}

export interface SetupCount {
  readonly setupId: string;
  readonly credentials: number;
}

export interface EndUnder {
  readonly setupIds: readonly string[];
  readonly limit: number;
  readonly atSeconds: number;
  readonly letter: (to: { readonly email: Email; readonly locale: Locale }) => OutboxRow;
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
