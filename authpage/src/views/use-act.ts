import { useState } from 'react';
import type { PageProblem, Result } from '../api.ts';
import { useTask } from '../parts/use-task.ts';
import type { Trip } from './trip.ts';

interface Act {
  readonly busy: boolean;
  /** What the last try came to, unless it went well or ended the trip. */
  readonly problem: PageProblem | undefined;
  readonly setProblem: (problem: PageProblem | undefined) => void;
  /** Asks, and goes on with the answer. Undefined as an answer says that nobody wants to know any more. */
  readonly act: <Value>(
    ask: () => Promise<Result<Value> | undefined>,
    onDone: (value: Value) => void,
  ) => void;
}

/** What one button or form of a step asks of the server, one at a time. */
export function useAct({ refuse }: Pick<Trip, 'refuse'>): Act {
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();
  const act: Act['act'] = (ask, onDone) =>
    run(async () => {
      setProblem(undefined);
      const answer = await ask();
      if (answer?.ok) onDone(answer.value);
      else if (answer) setProblem(refuse(answer.problem));
    });
  return { busy, problem, setProblem, act };
}
