import { useState } from 'react';
import type { PageProblem, Result } from '../api.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { useTask } from '../parts/use-task.ts';
import { useConsole } from './console.ts';

/** A part of a list, newest first, and where what is older begins; undefined when that is all. */
interface Page<Row> {
  readonly rows: readonly Row[];
  readonly more: string | undefined;
}

interface Older<Row> {
  readonly rows: readonly Row[];
  /** What went wrong, and the button that asks for more; nothing when there is no more. */
  readonly showMore: (label: string) => React.ReactNode;
}

/** A list that the page came with, and what is older than that, asked for page by page. */
export function useOlder<Row>(
  first: Page<Row>,
  ask: (before: string) => Promise<Result<Page<Row>>>,
): Older<Row> {
  const { refuse } = useConsole();
  const [older, setOlder] = useState({ after: first.rows, page: first });
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();
  // The page was told anew: what lay below is asked for again.
  const { rows, more } = older.after === first.rows ? older.page : first;

  const askFor = (before: string) =>
    run(async () => {
      setProblem(undefined);
      const answer = await ask(before);
      if (!answer.ok) return setProblem(refuse(answer.problem));
      const page = { rows: [...rows, ...answer.value.rows], more: answer.value.more };
      setOlder({ after: first.rows, page });
    });

  return {
    rows,
    showMore: (label) => (
      <>
        <Alert problem={problem} />
        {more !== undefined && (
          <div className="acts">
            <Button kind="equal" busy={busy} onPress={() => askFor(more)}>
              {label}
            </Button>
          </div>
        )}
      </>
    ),
  };
}
