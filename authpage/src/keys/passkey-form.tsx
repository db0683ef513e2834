import type { ReactNode } from 'react';
import type { PageProblem } from '../api.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Form } from '../parts/form.tsx';
import { useWords } from '../words/words.ts';

interface PasskeyFormProps {
  readonly busy: boolean;
  readonly problem: PageProblem | undefined;
  readonly label: string;
  /** There is another way above it. */
  readonly second?: boolean;
  readonly onPress: () => void;
  /** What else is said before the button. */
  readonly children?: ReactNode;
}

/** One button: the rest is asked by the browser. */
export function PasskeyForm({ busy, problem, label, second = false, onPress, children }: PasskeyFormProps) {
  const { passkeys } = useWords();
  return (
    <Form busy={busy} onSubmit={onPress} progress={passkeys.follow}>
      <Alert problem={problem} />
      {children}
      <Button kind={second ? 'equal' : 'primary'} busy={busy}>{label}</Button>
    </Form>
  );
}
