import type { PageProblem } from '../api.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Progress } from '../parts/progress.tsx';
import { useWords } from '../words/words.ts';

interface OfferingProps {
  readonly problem: PageProblem | undefined;
  readonly onAgain: () => void;
}

/** As long as what is to be set up is not there. */
export function Offering({ problem, onAgain }: OfferingProps) {
  const { common } = useWords();
  return (
    <>
      <Alert problem={problem} />
      <Progress busy={!problem} text={common.working} />
      {problem && <Button onPress={onAgain}>{common.tryAgain}</Button>}
    </>
  );
}
