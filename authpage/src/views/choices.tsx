import type { PageProblem } from '../api.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Progress } from '../parts/progress.tsx';
import { useWords } from '../words/words.ts';

export type Decision = 'allow' | 'deny';

interface ChoicesProps {
  readonly busy: boolean;
  readonly problem: PageProblem | undefined;
  readonly decide: (decision: Decision) => void;
}

/** Both answers weigh the same, and nothing is chosen beforehand. */
export function Choices({ busy, problem, decide }: ChoicesProps) {
  const { common, consent } = useWords();
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
