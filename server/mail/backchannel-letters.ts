import type { Locale } from '../../contract/page.ts';
import type { Email } from '../accounts/email.ts';
import type { Sealer } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { appAsksLetter } from './messages/app-asks.ts';
import { outboxRow } from './outbox.ts';
import type { OutboxRow } from './outbox-store.ts';

/** The letter of CIBA, sealed for the outbox. */
export interface BackchannelLetters {
  asks(q: {
    readonly to: Email;
    readonly locale: Locale;
    readonly clientName: string;
    readonly bindingMessage: string | undefined;
    /** To our page; only who is signed in as the addressee can answer there. */
    readonly link: string;
  }): OutboxRow;
}

export function backchannelLetters(parts: {
  readonly sealer: Sealer;
  readonly clock: Clock;
}): BackchannelLetters {
  return { asks: (q) => outboxRow(appAsksLetter(q), 'app-asks', parts.sealer, parts.clock) };
}
