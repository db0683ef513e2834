import { Card } from '../parts/card.tsx';
import { Progress } from '../parts/progress.tsx';
import { useWords } from '../words/words.ts';

/** As long as the server has not said what a mailed link is good for. */
export function Opening({ title }: { readonly title: string }) {
  const { signUp } = useWords();
  return (
    <Card title={title}>
      <Progress busy text={signUp.opening} />
    </Card>
  );
}
