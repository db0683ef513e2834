import type { FactorKind } from '../../contract/factors/kind.ts';
import type { Locale } from '../../contract/page.ts';
import type { Email } from '../accounts/email.ts';
import { ownDestination } from '../http/destination.ts';
import type { Sealer } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import type { Letter } from './letter.ts';
import { approvedLetter } from './messages/approved.ts';
import { awaitingLetter } from './messages/awaiting.ts';
import { backupCodesLowLetter } from './messages/backup-codes-low.ts';
import { declinedLetter } from './messages/declined.ts';
import { deletedLetter } from './messages/deleted.ts';
import { deletionAskedLetter } from './messages/deletion-asked.ts';
import { deletionCancelledLetter } from './messages/deletion-cancelled.ts';
import { emailChangeAskedLetter } from './messages/email-change-asked.ts';
import { emailChangeTakenLetter } from './messages/email-change-taken.ts';
import { emailChangeLetter } from './messages/email-change.ts';
import { emailChangedNewLetter } from './messages/email-changed-new.ts';
import { emailChangedLetter } from './messages/email-changed.ts';
import { emailCodeLetter } from './messages/email-code.ts';
import { factorAddedLetter } from './messages/factor-added.ts';
import { factorGuessedLetter } from './messages/factor-guessed.ts';
import { factorRemovedLetter } from './messages/factor-removed.ts';
import type { Occasion } from './messages/facts.ts';
import { hostOf } from './messages/frame.ts';
import { inviteLetter } from './messages/invite.ts';
import { newDeviceLetter } from './messages/new-device.ts';
import { passwordChangedLetter } from './messages/password-changed.ts';
import { passwordCompromisedLetter } from './messages/password-compromised.ts';
import { passwordRemovedLetter } from './messages/password-removed.ts';
import { recoveryKeyMadeLetter } from './messages/recovery-key-made.ts';
import { recoveryKeyUsedLetter } from './messages/recovery-key-used.ts';
import { resetUnknownLetter } from './messages/reset-unknown.ts';
import { resetLetter } from './messages/reset.ts';
import { outboxRow } from './outbox.ts';
import type { OutboxRow } from './outbox-store.ts';

export interface Addressee {
  readonly to: Email;
  readonly locale: Locale;
}

/** A letter that proves the mailbox: the ticket travels in the fragment of its link, and there alone. */
export interface WithTicket extends Addressee {
  readonly ticket: string;
  /** What the letter promises; the ticket itself must live as long. */
  readonly validSeconds: number;
}

/** A letter that tells of an act, and what to do if it was somebody else's. */
export interface WithOccasion extends Addressee {
  readonly occasion: Occasion;
}

/** `name` is the one its owner gave a passkey. */
export interface WithFactor extends WithOccasion {
  readonly factor: FactorKind;
  readonly name?: string | undefined;
}

/** Every letter about an account, sealed for the outbox. An act takes the few it needs: `Pick<AccountLetters, 'reset'>`. */
export interface AccountLetters {
  /** Leads to /sign-up. */
  invite(q: WithTicket): OutboxRow;
  awaiting(q: Addressee): OutboxRow;
  approved(q: Addressee): OutboxRow;
  declined(q: Addressee): OutboxRow;

  /** Leads to /reset. */
  reset(q: WithTicket): OutboxRow;
  /** To an address without an account, so that both cost the same. */
  resetUnknown(q: Addressee): OutboxRow;
  /** `lockedUntilSeconds`: the vault began anew, and until then the one before can still be opened. */
  passwordChanged(
    q: WithOccasion & {
      readonly how: 'changed' | 'reset';
      readonly lockedUntilSeconds?: number | undefined;
    },
  ): OutboxRow;
  /** Signed out everywhere: another password must be chosen at the next sign-in. */
  passwordCompromised(q: Addressee): OutboxRow;
  /** The account opens with passkeys alone. */
  passwordRemoved(q: WithOccasion): OutboxRow;
  /** Of the vault; whoever has it can open that. */
  recoveryKeyMade(q: WithOccasion): OutboxRow;
  /** It opened the vault, and has to be replaced. */
  recoveryKeyUsed(q: WithOccasion): OutboxRow;

  /** To the new address; leads to /email-change. */
  emailChange(q: WithTicket): OutboxRow;
  /** To a new address that has an account already. */
  emailChangeTaken(q: Addressee): OutboxRow;
  /** To the old address; `newEmail` is shown masked. */
  emailChangeAsked(q: WithOccasion & { readonly newEmail: Email }): OutboxRow;
  /** To the old address; leads to /undo-email-change. */
  emailChanged(q: WithOccasion & WithTicket & { readonly newEmail: Email }): OutboxRow;
  /** To the new address. */
  emailChangedNew(q: WithOccasion): OutboxRow;

  factorAdded(q: WithFactor): OutboxRow;
  factorRemoved(q: WithFactor): OutboxRow;
  /** The password was right and the second step failed `tries` times. */
  factorGuessed(q: WithOccasion & { readonly tries: number }): OutboxRow;
  /** A backup code was used, and few are left. */
  backupCodesLow(q: WithOccasion & { readonly codesLeft: number }): OutboxRow;
  /** The code as it is checked; the letter shows it in two halves. No link. */
  emailCode(q: Addressee & { readonly code: string; readonly validSeconds: number }): OutboxRow;
  newDevice(q: WithOccasion): OutboxRow;

  deletionAsked(q: WithOccasion & { readonly deleteAtSeconds: number }): OutboxRow;
  /** Signing in kept the account. */
  deletionCancelled(q: WithOccasion): OutboxRow;
  deleted(q: Addressee): OutboxRow;
}

/** Links lead to the configured issuer, whatever host was asked for (EM-04). */
export function accountLetters(parts: {
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly issuer: string;
}): AccountLetters {
  const seal = (kind: string, letter: Letter) => outboxRow(letter, kind, parts.sealer, parts.clock);
  const host = hostOf(parts.issuer);
  const linked = (path: `/${string}`) => ({ link: ownDestination(parts.issuer, path) });
  const ticketed = (path: `/${string}`, { ticket }: WithTicket) => ({
    link: `${linked(path).link}#${ticket}`,
  });
  const home = linked('/account');
  const security = linked('/account/security');
  const devices = linked('/account/devices');

  return {
    invite: (q) => seal('invite', inviteLetter({ ...q, ...ticketed('/sign-up', q) })),
    awaiting: (q) => seal('awaiting', awaitingLetter({ ...q, host })),
    approved: (q) => seal('approved', approvedLetter({ ...q, ...home })),
    declined: (q) => seal('declined', declinedLetter({ ...q, host })),

    reset: (q) => seal('reset', resetLetter({ ...q, ...ticketed('/reset', q) })),
    resetUnknown: (q) => seal('reset-unknown', resetUnknownLetter({ ...q, host })),
    passwordChanged: (q) => seal('password-changed', passwordChangedLetter({ ...q, ...security })),
    passwordCompromised: (q) => seal('password-compromised', passwordCompromisedLetter({ ...q, ...home })),
    passwordRemoved: (q) => seal('password-removed', passwordRemovedLetter({ ...q, ...security })),
    recoveryKeyUsed: (q) => seal('recovery-key-used', recoveryKeyUsedLetter({ ...q, ...security })),
    recoveryKeyMade: (q) => seal('recovery-key-made', recoveryKeyMadeLetter({ ...q, ...security })),

    emailChange: (q) => seal('email-change', emailChangeLetter({ ...q, ...ticketed('/email-change', q) })),
    emailChangeTaken: (q) => seal('email-change-taken', emailChangeTakenLetter({ ...q, host })),
    emailChangeAsked: (q) => seal('email-change-asked', emailChangeAskedLetter({ ...q, ...security })),
    emailChanged: (q) =>
      seal('email-changed', emailChangedLetter({ ...q, ...ticketed('/undo-email-change', q) })),
    emailChangedNew: (q) => seal('email-changed-new', emailChangedNewLetter({ ...q, ...security })),

    factorAdded: (q) => seal('factor-added', factorAddedLetter({ ...q, ...security })),
    factorRemoved: (q) => seal('factor-removed', factorRemovedLetter({ ...q, ...security })),
    factorGuessed: (q) => seal('factor-guessed', factorGuessedLetter({ ...q, ...security })),
    backupCodesLow: (q) => seal('backup-codes-low', backupCodesLowLetter({ ...q, ...security })),
    emailCode: (q) => seal('email-code', emailCodeLetter({ ...q, host })),
    newDevice: (q) => seal('new-device', newDeviceLetter({ ...q, ...devices })),

    deletionAsked: (q) => seal('deletion-asked', deletionAskedLetter({ ...q, ...home })),
    deletionCancelled: (q) => seal('deletion-cancelled', deletionCancelledLetter({ ...q, ...security })),
    deleted: (q) => seal('deleted', deletedLetter({ ...q, host })),
  };
}
