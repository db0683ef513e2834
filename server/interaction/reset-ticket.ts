import type { Locale } from '../../contract/page.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import type { AccountTicketStore } from '../accounts/account-ticket-store.ts';
import type { Email } from '../accounts/email.ts';
import type { Config } from '../config/config.ts';
import type { AccountLetters } from '../mail/account-letters.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import { newSecret } from '../platform/random.ts';

export interface ResetTicketParts {
  readonly accounts: Pick<AccountStore, 'findByEmail'>;
  readonly accountTickets: Pick<AccountTicketStore, 'request'>;
  readonly accountLetters: Pick<AccountLetters, 'reset' | 'resetUnknown'>;
  readonly nudgeOutbox: () => void;
  readonly clock: Clock;
  readonly config: Pick<Config, 'lifetimes'>;
}

export interface ResetWish {
  readonly email: Email;
  readonly locale: Locale;
  readonly interactionId: string;
  readonly browserDigest: string | undefined;
}

/**
 * Writes a ticket and the letter with it. The same work, rows and time whether or not the address has an account
 * (EN-06, DOD-N20): a stranger's letter says that there is none, and the ticket written beside it was given to nobody.
 */
export async function mailReset(parts: ResetTicketParts, wish: ResetWish): Promise<void> {
  const { accounts, accountTickets, accountLetters, clock, config } = parts;
  const { email, locale } = wish;
  const ticket = newSecret('ti');
  const validSeconds = config.lifetimes.resetSeconds;
  const forMember = accountLetters.reset({ to: email, locale, ticket, validSeconds });
  const forStranger = accountLetters.resetUnknown({ to: email, locale });

  const member = await accounts.findByEmail(email);
  const now = clock.nowSeconds();
  const row = {
    ...wish,
    ticketDigest: fingerprint(ticket),
    purpose: 'reset',
    accountId: member?.id,
    starts: 0,
    createdAtSeconds: now,
    expiresAtSeconds: now + validSeconds,
  } as const;
  await accountTickets.request(row, [member ? forMember : forStranger]);
  parts.nudgeOutbox();
}
