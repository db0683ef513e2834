import { reaches } from '../protocol/acr.ts';
import { livingProof, type Trip, type TripAct } from './trip.ts';

/** Who is signed in in this browser now. */
export interface SignedIn {
  readonly id: string;
  readonly accountId: string;
  readonly amr: readonly string[];
  readonly authenticatedAtSeconds: number;
}

/** What every trip is judged by, whoever asked for it. */
export interface OwnProgress {
  readonly session: SignedIn | undefined;
  readonly trip: Trip;
  readonly nowSeconds: number;
  /** How far the clock of the instance that signed somebody in may lag behind the one that began the trip. */
  readonly leewaySeconds: number;
}

/** What a person is asked in a trip that no client began, or before the wishes of a client count. */
export type OwnStep =
  | { readonly kind: 'sign-in'; readonly reason: 'first' | 'confirm' }
  | { readonly kind: 'factor' }
  | { readonly kind: 'held' }
  | { readonly kind: 'new-password'; readonly reason: NewPasswordReason }
  | { readonly kind: 'set-up' }
  | { readonly kind: 'finish' };

type NewPasswordReason = 'reset' | 'change' | 'first' | 'compromised';

/** An act that merely adds may follow a proof of the last minutes (product.md, step-up). */
export const FRESH_SECONDS = 300;

/** What a factor of the account's own reaches. */
const FACTOR_ACR = 'urn:tacet:acr:mfa';

/** What the first proof of this trip still lacks; undefined when there is none, or it has grown old. */
export function unfinishedProof({ trip, nowSeconds }: OwnProgress): OwnStep | undefined {
  const proof = livingProof(trip, nowSeconds);
  if (!proof) return undefined;
  if (proof.offered.length > 0) return { kind: 'factor' };
  if (proof.held) return { kind: 'held' };
  if (trip.reset?.accountId === proof.accountId) return { kind: 'new-password', reason: 'reset' };
  return proof.compromised === true ? { kind: 'new-password', reason: 'compromised' } : undefined;
}

/** The step of a trip that leads to a page or an act of ours. */
export function ownStep(progress: OwnProgress): OwnStep {
  const { session, trip } = progress;
  if (!trip.act) return session ? { kind: 'finish' } : { kind: 'sign-in', reason: 'first' };
  if (!isProvedFor(trip.act, progress)) return { kind: 'sign-in', reason: 'confirm' };
  if (trip.act.step === undefined || trip.act.stepDone) return { kind: 'finish' };
  if (trip.act.step === 'set-up') return { kind: 'set-up' };
  return { kind: 'new-password', reason: trip.act.passwordless ? 'first' : 'change' };
}

/** SE-14, TO-08: the proof is of that account, made for this act or a moment ago, and with every factor it holds. */
function isProvedFor(act: TripAct, progress: OwnProgress): boolean {
  const { session, nowSeconds } = progress;
  if (session?.accountId !== act.accountId) return false;
  // A code that was mailed before the account had a factor is none.
  if (act.strong && !reaches(session.amr, FACTOR_ACR)) return false;
  if (signedInSince(session, progress)) return true;
  return act.freshWillDo && nowSeconds - session.authenticatedAtSeconds <= FRESH_SECONDS;
}

/**
 * Every sign-in makes a new session id, so a session that was not there at the start is a proof made since; unless
 * its cookie was hidden then and put back, which its age gives away.
 */
export function signedInSince(
  session: SignedIn,
  { trip, leewaySeconds }: Pick<OwnProgress, 'trip' | 'leewaySeconds'>,
): boolean {
  return (
    session.id !== trip.sessionAtStart &&
    session.authenticatedAtSeconds >= trip.startedAtSeconds - leewaySeconds
  );
}
