import { type RefObject, useEffect, useRef } from 'react';
import type { PageProblem } from '../api.ts';
import { ALERT_ID } from '../parts/alert.tsx';
import { Field } from '../parts/field.tsx';
import { useLaterWords } from '../words/later/later-words.tsx';

interface CodeFieldProps {
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly busy: boolean;
  readonly problem: PageProblem | undefined;
  readonly error?: string | undefined;
  readonly hint?: string;
  /** Letters and digits, as backup codes have them. */
  readonly letters?: boolean;
  readonly autoFocus?: boolean;
}

/** More than the longest code with its spaces. */
const CODE_LENGTH_MAX = 64;

/** One field for a code, which takes what is pasted with its spaces (WCAG 3.3.8), and is sent by nobody but the person. */
export function CodeField(props: CodeFieldProps) {
  const { code, onCode, inputRef, busy, problem, error, hint, letters = false, autoFocus = false } = props;
  const { factor } = useLaterWords();
  const wrong = problem?.problem === 'wrong_factor';
  const before = useRef(problem);
  // After a wrong one the next is typed over it.
  useEffect(() => {
    if (wrong && before.current !== problem) inputRef.current?.select();
    before.current = problem;
  }, [wrong, problem, inputRef]);
  const digits = { inputMode: 'numeric', pattern: '[0-9 ]*' } as const;
  return (
    <Field
      {...(letters ? { autoCapitalize: 'characters' } : digits)}
      id="code"
      label={factor.code}
      value={code}
      onValue={onCode}
      inputRef={inputRef}
      error={error}
      hint={hint}
      describedBy={wrong ? ALERT_ID : undefined}
      readOnly={busy}
      autoFocus={autoFocus}
      autoComplete={letters ? 'off' : 'one-time-code'}
      autoCorrect="off"
      spellCheck={false}
      dir="ltr"
      maxLength={CODE_LENGTH_MAX}
      enterKeyHint="go"
    />
  );
}
