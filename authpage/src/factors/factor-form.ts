import type { ReactNode } from 'react';
import type { FactorAnswer, FactorOffer, FactorProof } from '../../../contract/factors/index.ts';
import type { AccountCard } from '../../../contract/step.ts';
import type { PageProblem, Result } from '../api.ts';
import type { Trip } from '../views/trip.ts';

/** What the form of a factor that is asked for is given. */
export interface AskProps {
  readonly trip: Trip;
  readonly account: AccountCard;
  readonly busy: boolean;
  readonly problem: PageProblem | undefined;
  readonly setProblem: (problem: PageProblem | undefined) => void;
  /** Sends what the promise comes to; undefined when it was stopped on the way. */
  readonly onAnswer: (answer: () => Promise<Result<FactorAnswer> | undefined>) => void;
  /** The box that has this browser remembered, where it may be. */
  readonly remember: ReactNode;
}

/** What the form that sets a factor up is given. */
export interface SetUpProps {
  readonly trip: Trip;
  readonly account: AccountCard;
  readonly busy: boolean;
  readonly problem: PageProblem | undefined;
  /** Asks the server for what is to be set up; the last offer counts. */
  readonly getOffer: () => Promise<Result<FactorOffer>>;
  readonly onProof: (proof: () => Promise<Result<Proved> | undefined>) => void;
}

/** The proof that a factor was set up, and what its owner calls it. */
export interface Proved {
  readonly proof: FactorProof;
  readonly label?: string;
}
