import { type ReactNode, useRef, useState } from 'react';
import type { PageProblem } from '../api.ts';
import { ALERT_ID, Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Form } from '../parts/form.tsx';
import { useKeyWords } from '../words/keys/key-words.tsx';
import { useWords } from '../words/words.ts';
import { RecoveryField } from './recovery-field.tsx';

interface RecoveryFormProps {
  readonly busy: boolean;
  readonly problem: PageProblem | undefined;
  readonly onText: (text: string) => void;
  /** What else is said before the button. */
  readonly children?: ReactNode;
}

/** The recovery key opens what it is for, once. */
export function RecoveryForm({ busy, problem, onText, children }: RecoveryFormProps) {
  const { common } = useWords();
  const { unlock } = useKeyWords();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const submit = () => {
    setError(text.trim() === '' ? unlock.recoveryMissing : undefined);
    if (text.trim() === '') return input.current?.focus();
    onText(text);
  };
  return (
    <Form busy={busy} onSubmit={submit} progress={common.checking}>
      <Alert problem={problem} />
      <p className="hint">{unlock.recoveryTurns}</p>
      <RecoveryField
        value={text}
        onValue={setText}
        error={error}
        inputRef={input}
        readOnly={busy}
        describedBy={problem && ALERT_ID}
      />
      {children}
      <Button busy={busy}>{unlock.open}</Button>
    </Form>
  );
}
