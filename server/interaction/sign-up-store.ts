import type { Account } from '../accounts/account.ts';
import type { Email } from '../accounts/email.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { Credential } from '../login/credential.ts';
import type { OutboxRow } from '../mail/outbox-store.ts';
import type { Session } from '../sessions/session.ts';

/** A sign-up that proved nothing yet. The mailed ticket is its key; here lies only the digest. */
export interface SignUpTicket {
  readonly ticketDigest: string;
  readonly email: Email;
  readonly locale: string;
  /** The interaction the sign-up began in, and the digest of the browser's cookie. */
  readonly interactionId: string | undefined;
  readonly browserDigest: string | undefined;
  /** OPRF evaluations already given: at most 3 (decision 8, the registration oracle). */
  readonly starts: number;
  /** The server setup of its first evaluation: a rotation between the two messages must not part them. */
  readonly setupId?: string | undefined;
  /** The id that the account will have, since its first evaluation: what its key is bound to. */
  readonly accountId?: string | undefined;
  /** An operator's invite: it counts in every mode of registration, and needs no approval. */
  readonly invited: boolean;
  readonly createdAtSeconds: number;
  readonly expiresAtSeconds: number;
}

export type Invite = Pick<SignUpTicket, 'email' | 'locale' | 'createdAtSeconds' | 'expiresAtSeconds'>;

/** Tickets live in PostgreSQL: an acknowledged sign-up survives the loss of Redis and a restart. */
export interface SignUpStore {
  /** Writes ticket and letter in one statement. */
  request(ticket: SignUpTicket, letter: OutboxRow): Promise<void>;
  /** The unspent, unexpired ticket; does not spend it. */
  open(ticketDigest: string, nowSeconds: number): Promise<SignUpTicket | undefined>;
  /**
   * Counts one OPRF evaluation: one UPDATE … WHERE starts < limit RETURNING. The first notes the server setup and the id
   * of the account, and the later ones keep both. Undefined when none is left.
   */
  countStart(
    ticketDigest: string,
    nowSeconds: number,
    limit: number,
    first: { readonly setupId: string; readonly accountId: string },
  ): Promise<SignUpTicket | undefined>;
  /**
   * Spends the ticket and makes account, credential and session with their events in one statement; every other
   * ticket of that e-mail dies with it. `taken`: the address got an account meanwhile. Undefined: no live ticket for
   * the e-mail of that account, at the second the account says it was created. One that awaits approval begins no
   * session; `letter` goes out with the account. `keys`: the first key of the account, in the same statement.
   */
  complete(
    ticketDigest: string,
    made: {
      readonly account: Account;
      readonly credential: Credential;
      readonly session: Session | undefined;
      readonly events: readonly AuditEvent[];
      readonly letter?: OutboxRow | undefined;
      readonly keys?: { readonly jwe: string; readonly proofDigest: string } | undefined;
    },
  ): Promise<{ readonly account: Account; readonly session: Session | undefined } | 'taken' | undefined>;
  /**
   * Writes an operator's invite in place of an older one to that address, with its letter unless the operator hands
   * over the link. False, and nothing written: the address has an account.
   */
  invite(ticket: SignUpTicket, letter: OutboxRow | undefined, event: AuditEvent): Promise<boolean>;
  /** Invites that may still be taken up, ordered by address, after `afterEmail`; at most `limit`. */
  invites(page: {
    readonly nowSeconds: number;
    readonly afterEmail: string | undefined;
    readonly limit: number;
  }): Promise<readonly Invite[]>;
  /** Takes the invite of that address back. False when there was none. */
  uninvite(email: Email, event: AuditEvent): Promise<boolean>;
  /** The operator's way (tacet account create): account and credential without a ticket. False: address taken. */
  createVerified(account: Account, credential: Credential, event: AuditEvent): Promise<boolean>;
}
