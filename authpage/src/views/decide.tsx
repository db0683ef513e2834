import { useState } from 'react';
import { type PageProblem, type Result } from '../api.ts';
import { useTask } from '../parts/use-task.ts';
import { Choices, type Decision } from './choices.tsx';
import { endsTrip } from './trip.ts';

export type Outcome = 'allowed' | 'denied';

interface DecideProps {
  readonly ask: (decision: Decision) => Promise<Result<{ readonly outcome: Outcome }>>;
  /** Something comes before they allow it. */
  readonly onAllow?: (() => void) | undefined;
  readonly onDone: (outcome: Outcome) => void;
  /** Nothing more can be decided here. */
  readonly onEnd: (problem: PageProblem) => void;
}

/** Asks for the decision of somebody about what was asked elsewhere. */
export function Decide({ ask, onAllow, onDone, onEnd }: DecideProps) {
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();
  const decide = (decision: Decision) =>
    run(async () => {
      setProblem(undefined);
      const answer = await ask(decision);
      if (answer.ok) onDone(answer.value.outcome);
      else if (endsTrip(answer.problem)) onEnd(answer.problem);
      else setProblem(answer.problem);
    });
  const choose = (decision: Decision) =>
    decision === 'allow' && onAllow !== undefined ? onAllow() : decide(decision);
  return <Choices busy={busy} problem={problem} decide={choose} />;
}
