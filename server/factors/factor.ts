import type {
  FactorAnswer,
  FactorChallenge,
  FactorOffer,
  FactorProof,
} from '../../contract/factors/index.ts';
import type { FactorKind } from '../../contract/factors/kind.ts';
import type { Locale } from '../../contract/page.ts';
import type { Account } from '../accounts/account.ts';

/** A factor that somebody set up, opened. `state` is whatever its kind keeps; only that kind reads it. */
export interface HeldFactor {
  readonly id: string;
  readonly kind: FactorKind;
  /** What its owner calls it. */
  readonly label: string;
  readonly state: unknown;
  /** For compare-and-swap: who saves a newer state names the one it was made from. */
  readonly version: number;
  readonly createdAtSeconds: number;
  readonly lastUsedAtSeconds: number | undefined;
}

/** Whose factor is asked for, and what the asking hangs on: an answer counts in that trip alone. */
export interface FactorAsked {
  readonly account: Pick<Account, 'id' | 'email' | 'name'>;
  /** The id of the interaction. */
  readonly tripId: string;
  readonly held: readonly HeldFactor[];
  readonly locale: Locale;
}

/** An answer that was right. */
export interface FactorProved {
  /** Which factor it was and what it keeps from now on; undefined for a kind that keeps nothing. */
  readonly next: { readonly held: HeldFactor; readonly state: object } | undefined;
  /** RFC 8176, besides `mfa`, which every factor adds. */
  readonly amr: readonly string[];
}

/** What becomes a factor once it is stored. */
export interface NewFactor {
  readonly kind: FactorKind;
  readonly label: string;
  readonly state: object;
  /** A passkey is found by the digest of its credential id, which no two accounts share (WA-04). */
  readonly lookup: string | undefined;
}

/**
 * One way to prove more than a password. State goes in and comes out: the caller saves it with compare-and-swap, so no
 * factor can forget what was used (TO-01, BC-01).
 */
export interface Factor {
  readonly kind: FactorKind;
  /** What to show before somebody can answer. Throws ProblemError `too_many_attempts`. */
  challenge(asked: FactorAsked): Promise<FactorChallenge>;
  /** Undefined: wrong, used, expired, or of another trip. A wrong answer is counted by the caller. */
  verify(asked: FactorAsked, answer: FactorAnswer): Promise<FactorProved | undefined>;
  /** How it is set up; absent for what needs no setting up. `pending` is kept sealed by the caller, ten minutes. */
  readonly setUp?: {
    offer(asked: FactorAsked): Promise<{ readonly offer: FactorOffer; readonly pending: object }>;
    /** Undefined: the proof does not hold, and what is pending stays. */
    confirm(asked: FactorAsked, pending: unknown, proof: FactorProof): Promise<NewFactor | undefined>;
  };
}
