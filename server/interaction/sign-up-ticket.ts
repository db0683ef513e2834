import type { Locale } from '../../contract/page.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import type { Email } from '../accounts/email.ts';
import type { Config } from '../config/config.ts';
import { ownDestination } from '../http/destination.ts';
import type { OutboxRow } from '../mail/outbox-store.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import { newSecret } from '../platform/random.ts';
import type { SignUpStore } from './sign-up-store.ts';

/** The letters a sign-up can lead to, sealed and ready for the outbox. */
export interface SignUpLetters {
  /** `link` carries the ticket in its fragment, which no server and no log sees. */
  signUp(q: { readonly to: Email; readonly locale: Locale; readonly link: string }): OutboxRow;
  /** To somebody who has an account already: nothing was changed, and here is where to sign in. */
  alreadyRegistered(q: { readonly to: Email; readonly locale: Locale; readonly link: string }): OutboxRow;
  /** After the password was chosen, where an operator approves. */
  awaiting(q: { readonly to: Email; readonly locale: Locale }): OutboxRow;
}

export interface SignUpTicketParts {
  readonly accounts: Pick<AccountStore, 'findByEmail'>;
  readonly signUps: Pick<SignUpStore, 'request'>;
  readonly letters: Pick<SignUpLetters, 'signUp' | 'alreadyRegistered'>;
  readonly nudgeOutbox: () => void;
  readonly clock: Clock;
  readonly config: Pick<Config, 'issuer' | 'lifetimes'>;
}

export interface SignUpWish {
  readonly email: Email;
  readonly locale: Locale;
  /** The trip it began in, and the browser of that trip. */
  readonly interactionId: string;
  readonly browserDigest: string | undefined;
}

/**
 * Writes a ticket and the letter with it. The same work, rows and time whether or not the address has an account
 * (EN-05, DOD-N20): a member gets another letter, and the ticket written beside it was given to nobody.
 */
export async function mailTicket(parts: SignUpTicketParts, wish: SignUpWish): Promise<void> {
  const { accounts, signUps, letters, clock, config } = parts;
  const { email, locale } = wish;
  const ticket = newSecret('ti');
  const signUp = letters.signUp({
    to: email,
    locale,
    link: `${ownDestination(config.issuer, '/sign-up')}#${ticket}`,
  });
  const link = ownDestination(config.issuer, '/account');
  const alreadyRegistered = letters.alreadyRegistered({ to: email, locale, link });

  const member = await accounts.findByEmail(email);
  const now = clock.nowSeconds();
  const row = {
    ...wish,
    ticketDigest: fingerprint(ticket),
    starts: 0,
    invited: false,
    createdAtSeconds: now,
    expiresAtSeconds: now + config.lifetimes.signUpTicketSeconds,
  };
  await signUps.request(row, member ? alreadyRegistered : signUp);
  parts.nudgeOutbox();
}
