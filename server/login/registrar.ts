import type { KsfId } from '../../contract/opaque-parameters.ts';
import type { Email } from '../accounts/email.ts';
import type { Credential } from './credential.ts';

/** Making a credential. The e-mail comes from what the caller has proved (a ticket), never from the same request. */
export interface Registrar {
  /** The id of the server setup for a registration that begins now; both of its acts take the same. */
  currentSetup(): string;
  /**
   * Answers a registration request. An oracle for guesses at an existing password (opaque.md 4.3): call it only in a
   * session that proved the mailbox, at most 3 times, and count before. Throws ProblemError `invalid_input`.
   */
  register(q: {
    readonly email: Email;
    /** The current one when left out, here and below: only for who does both acts at once. */
    readonly setupId?: string | undefined;
    readonly registrationRequest: string;
  }): {
    readonly registrationResponse: string;
    readonly ksfId: KsfId;
  };
  /** Judges an uploaded record by a login start with it; out comes what is stored. Throws ProblemError `invalid_input`. */
  credential(q: {
    readonly accountId: string;
    readonly email: Email;
    readonly setupId?: string | undefined;
    readonly ksfId: KsfId;
    readonly registrationRecord: string;
  }): Credential;
}
