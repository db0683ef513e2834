import type { AccountDetails, AccountStore } from '../../accounts/account-store.ts';
import type { AccountTicket, AccountTicketStore } from '../../accounts/account-ticket-store.ts';
import type { Email } from '../../accounts/email.ts';
import type { Config } from '../../config/config.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { CredentialStore } from '../../login/credential-store.ts';
import type { Login } from '../../login/login.ts';
import type { AccountLetters } from '../../mail/account-letters.ts';
import type { Clock } from '../../platform/clock.ts';
import { fingerprint } from '../../platform/digest.ts';
import { isSecret } from '../../platform/random.ts';
import type { SessionStore } from '../../sessions/session-store.ts';
import type { KeyStore } from '../../vault/key-store.ts';

export interface EmailChangeParts {
  readonly accounts: Pick<AccountStore, 'details' | 'moveEmail'>;
  readonly accountTickets: Pick<AccountTicketStore, 'open' | 'countStart'>;
  readonly credentials: Pick<CredentialStore, 'promote'>;
  readonly vaultKeys: Pick<KeyStore, 'owner'>;
  readonly login: Pick<
    Login,
    'start' | 'finish' | 'register' | 'credential' | 'currentSetup' | 'pending' | 'markDevice'
  >;
  readonly accountLetters: Pick<AccountLetters, 'emailChanged' | 'emailChangedNew'>;
  readonly sessions: SessionStore;
  readonly nudgeOutbox: () => void;
  readonly clock: Clock;
  readonly config: Pick<Config, 'issuer' | 'lifetimes'>;
}

/** A change that waits for its letter to be answered, and the account as it is now. */
export interface EmailChange {
  readonly ticketDigest: string;
  /** Noted by the first evaluation: a rotation between the two messages must not part them. */
  readonly setupId: string | undefined;
  readonly account: AccountDetails;
  readonly email: Email;
  readonly newEmail: Email;
  readonly passwordless: boolean;
  readonly expiresAtSeconds: number;
}

/**
 * What a ticket is good for; does not spend it. Throws ProblemError `ticket_invalid`: unknown, spent, expired, of another
 * purpose (EM-03), or of an account that is closed.
 */
export async function openEmailChange(
  { accounts, accountTickets, clock }: Pick<EmailChangeParts, 'accounts' | 'accountTickets' | 'clock'>,
  ticket: string,
): Promise<EmailChange> {
  if (!isSecret('ti', ticket)) throw new ProblemError('ticket_invalid');
  const found = await accountTickets.open('email-change', fingerprint(ticket), clock.nowSeconds());
  const account = await detailsOf(accounts, found);
  if (!found || account?.state !== 'active') throw new ProblemError('ticket_invalid');
  return {
    ticketDigest: found.ticketDigest,
    setupId: found.setupId,
    account,
    email: account.email,
    newEmail: found.email,
    passwordless: account.passwordSetAtSeconds === undefined,
    expiresAtSeconds: found.expiresAtSeconds,
  };
}

async function detailsOf(
  accounts: Pick<AccountStore, 'details'>,
  ticket: AccountTicket | undefined,
): Promise<AccountDetails | undefined> {
  return ticket?.accountId === undefined ? undefined : accounts.details(ticket.accountId);
}
