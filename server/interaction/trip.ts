import { z } from 'zod';
import { type FactorKind, factorKind } from '../../contract/factors/kind.ts';
import { type ActPurpose, actPurpose } from '../../contract/step.ts';
import type { TicketPurpose } from '../accounts/account-ticket-store.ts';

/** What happened in this trip so far. */
export interface Trip {
  readonly startedAtSeconds: number;
  /** The session this browser had when the trip began; a session of another id is a sign-in made since. */
  readonly sessionAtStart: string | undefined;
  /** The account that pressed Allow. Bound to it, so that switching the account asks again. */
  readonly consentedAccountId: string | undefined;
  readonly denied: boolean;
  readonly proof?: PartialProof | undefined;
  readonly act?: TripAct | undefined;
  readonly reset?: TripReset | undefined;
  readonly keys?: TripKeys | undefined;
}

/** The keys that the page has sealed to the client, as it cannot be opened here; of that account and no other. */
export interface TripKeys {
  readonly accountId: string;
  readonly jwe: string;
}

/**
 * A proof that does not sign anybody in yet: a factor is missing, the account is held, or it came by mail and a new
 * password is to be chosen. To everything but this trip its browser is anonymous (SE-10).
 */
export interface PartialProof {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  /** RFC 8176; empty for a mailed ticket. */
  readonly amr: readonly string[];
  readonly by: 'password' | 'passkey' | 'ticket';
  /** Of the account when it was made (AccountDetails): a later change of how it opens makes it worthless. */
  readonly trustEpoch: number;
  readonly atSeconds: number;
  /** Any one of these is still missing; empty: none is. */
  readonly offered: readonly FactorKind[];
  readonly rememberable: boolean;
  /** The account is not open, whatever was proved. */
  readonly held?: Held | undefined;
  /** The browser had signed in to this account before. */
  readonly known: boolean;
  /** The password may be known to a thief: another is chosen before it opens anything. */
  readonly compromised?: boolean | undefined;
}

export interface Held {
  readonly why: 'awaiting' | 'disabled' | 'deleting';
  readonly deletesAtSeconds?: number | undefined;
}

/** The act that this trip is made for (act.ts). */
export interface TripAct {
  readonly purpose: ActPurpose;
  readonly accountId: string;
  readonly target?: string | undefined;
  readonly shown?: string | undefined;
  /** The account holds a second factor: nothing less will do, in no remembered browser either (TO-08). */
  readonly strong: boolean;
  readonly freshWillDo: boolean;
  readonly step?: 'new-password' | 'set-up' | undefined;
  readonly stepDone: boolean;
  readonly passwordless: boolean;
}

/** A mailed ticket that this trip rests on. It is spent when the new password counts. */
export interface TripReset {
  readonly purpose: Exclude<TicketPurpose, 'email-change'>;
  readonly ticketDigest: string;
  readonly accountId: string;
  /** The address of the ticket, which the new password is made for. */
  readonly email: string;
}

/** How long the first proof waits for the next. */
export const PROOF_SECONDS = 600;

export function livingProof({ proof }: Pick<Trip, 'proof'>, nowSeconds: number): PartialProof | undefined {
  return proof && nowSeconds - proof.atSeconds < PROOF_SECONDS ? proof : undefined;
}

const held = z.strictObject({
  why: z.enum(['awaiting', 'disabled', 'deleting']),
  deletesAtSeconds: z.number().int().optional(),
});

/** As it lies in the ephemera, beside the request. */
export const storedTrip = {
  startedAtSeconds: z.number().int(),
  sessionAtStart: z.string().optional(),
  consentedAccountId: z.string().optional(),
  denied: z.boolean(),
  proof: z
    .strictObject({
      accountId: z.string(),
      email: z.string(),
      name: z.string(),
      amr: z.array(z.string()),
      by: z.enum(['password', 'passkey', 'ticket']),
      trustEpoch: z.number().int(),
      atSeconds: z.number().int(),
      offered: z.array(factorKind),
      rememberable: z.boolean(),
      held: held.optional(),
      known: z.boolean(),
      compromised: z.boolean().optional(),
    })
    .optional(),
  act: z
    .strictObject({
      purpose: actPurpose,
      accountId: z.string(),
      target: z.string().optional(),
      shown: z.string().optional(),
      strong: z.boolean(),
      freshWillDo: z.boolean(),
      step: z.enum(['new-password', 'set-up']).optional(),
      stepDone: z.boolean(),
      passwordless: z.boolean(),
    })
    .optional(),
  reset: z
    .strictObject({
      purpose: z.enum(['reset', 'undo-email']),
      ticketDigest: z.string(),
      accountId: z.string(),
      email: z.string(),
    })
    .optional(),
  keys: z.strictObject({ accountId: z.string(), jwe: z.string() }).optional(),
};
