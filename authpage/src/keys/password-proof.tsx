import { type ReactNode, useRef, useState } from 'react';
import type { PageProblem } from '../api.ts';
import { warmOpaque } from '../opaque/client.ts';
import { ALERT_ID, Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Form } from '../parts/form.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { useWords } from '../words/words.ts';

interface PasswordProofProps {
  readonly busy: boolean;
  readonly problem: PageProblem | undefined;
  readonly label: string;
  readonly hint?: string;
  readonly onPassword: (password: string) => void;
  /** What else is said before the button. */
  readonly children?: ReactNode;
}

/** The password of the account, for what it opens alone: nobody is signed in by it. */
export function PasswordProof({ busy, problem, label, hint, onPassword, children }: PasswordProofProps) {
  const { common, fields } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const submit = () => {
    setError(password === '' ? fields.passwordMissing : undefined);
    if (password === '') return input.current?.focus();
    onPassword(password);
  };
  return (
    <Form busy={busy} onSubmit={submit} progress={common.checking}>
      <Alert problem={problem} />
      <PasswordField
        id="password"
        label={fields.password}
        autoComplete="current-password"
        value={password}
        onValue={setPassword}
        error={error}
        hint={hint}
        describedBy={problem?.problem === 'wrong_password' ? ALERT_ID : undefined}
        inputRef={input}
        readOnly={busy}
        onFocus={warmOpaque}
      />
      {children}
      <Button busy={busy}>{label}</Button>
    </Form>
  );
}
