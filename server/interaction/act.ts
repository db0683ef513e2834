import type { ActPurpose } from '../../contract/step.ts';
import type { Account } from '../accounts/account.ts';
import type { Reply } from '../http/reply.ts';
import type { Visit } from '../http/visit.ts';
import type { Session } from '../sessions/session.ts';

/**
 * Something that somebody does to their own account, for which they must prove anew who they are. The trip it is
 * confirmed in is the transaction: bound to purpose, account, target and browser, and taken once when it is carried out
 * (CF-37, SE-14).
 */
export interface Act {
  readonly purpose: ActPurpose;
  /** A proof of the last five minutes will do; else one is made for this act alone. */
  readonly freshWillDo: boolean;
  /** What the trip asks besides the proof. */
  readonly step?: 'new-password' | 'set-up';
  /** Judges what is wanted before the trip begins; out comes what the trip keeps. Throws ProblemError. */
  prepare(wish: { readonly account: Account; readonly target: string | undefined }): Promise<ActTarget>;
  /** Carries it out, once, after every proof and step. Where the browser goes then. Throws ProblemError. */
  perform(act: ProvedAct): Promise<Reply>;
}

export interface ActTarget {
  /** What it is done to, in ids or in a canonical form. */
  readonly target: string | undefined;
  /** The same as a person reads it. */
  readonly shown: string | undefined;
}

export interface ProvedAct {
  readonly account: Account;
  /** The session that the proof began, or the fresh one that would do. */
  readonly session: Session;
  readonly target: string | undefined;
  readonly visit: Visit;
}
