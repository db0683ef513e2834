import { useEffect, useState } from 'react';
import { navigate } from '../navigate.ts';
import { Card } from '../parts/card.tsx';
import { useWords } from '../words/words.ts';

/** After this a person gets a link of their own. */
const PATIENCE_MILLISECONDS = 1000;

interface LeavingStepProps {
  readonly url: string;
  /** Where to go on when a file came, and the page stayed. */
  readonly back?: string | undefined;
}

/** Nothing is missing: the browser goes on by itself. */
export function LeavingStep({ url, back }: LeavingStepProps) {
  const { leaving, yourAccount } = useWords();
  const [late, setLate] = useState(false);
  useEffect(() => {
    navigate(url);
    const timer = setTimeout(() => setLate(true), PATIENCE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [url]);
  return (
    <Card title={leaving.title}>
      <p role="status">{leaving.on}</p>
      {late && <a href={back ?? url}>{back === undefined ? leaving.slow : yourAccount}</a>}
    </Card>
  );
}
