import type { Locale } from '../../contract/page.ts';
import type { Email } from '../accounts/email.ts';
import type { Lifetimes } from '../config/config.ts';
import type { Sealer } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { alreadyRegisteredLetter } from './messages/already-registered.ts';
import { signUpLetter } from './messages/sign-up.ts';
import { outboxRow } from './outbox.ts';
import type { OutboxRow } from './outbox-store.ts';

interface Wish {
  readonly to: Email;
  readonly locale: Locale;
  readonly link: string;
}

/** The two letters that a sign-up can lead to, sealed for the outbox. */
export function signUpLetters(parts: {
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly lifetimes: Pick<Lifetimes, 'signUpTicketSeconds'>;
}) {
  const { sealer, clock, lifetimes } = parts;
  return {
    signUp: (wish: Wish): OutboxRow =>
      outboxRow(
        signUpLetter({ ...wish, validSeconds: lifetimes.signUpTicketSeconds }),
        'sign-up',
        sealer,
        clock,
      ),
    alreadyRegistered: (wish: Wish): OutboxRow =>
      outboxRow(alreadyRegisteredLetter(wish), 'already-registered', sealer, clock),
  };
}
