import { useState } from 'react';
import { type PageProblem, type Result } from '../api.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Progress } from '../parts/progress.tsx';
import { useTask } from '../parts/use-task.ts';
import { useWords } from '../words/words.ts';
import { endsTrip } from './trip.ts';

export type Decision = 'allow' | 'deny';
export type Outcome = 'allowed' | 'denied';

interface DecideProps {
  readonly ask: (decision: Decision) => Promise<Result<{ readonly outcome: Outcome }>>;
  readonly onDone: (outcome: Outcome) => void;
  /** Nothing more can be decided here. */
  readonly onEnd: (problem: PageProblem) => void;
}

/** Both answers weigh the same, and nothing is chosen beforehand. */
export function Decide({ ask, onDone, onEnd }: DecideProps) {
  const { common, consent } = useWords();
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
  return (
    <>
      <Alert problem={problem} />
      <div className="choices">
        <Button kind="equal" busy={busy} onPress={() => decide('deny')}>
          {consent.deny}
        </Button>
        <Button kind="equal" busy={busy} onPress={() => decide('allow')}>
          {consent.allow}
        </Button>
      </div>
      <Progress busy={busy} text={common.working} />
      <p className="hint">{consent.later}</p>
    </>
  );
}
