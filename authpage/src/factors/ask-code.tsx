import type { ReactNode } from 'react';
import type { FactorAnswer } from '../../../contract/factors/index.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Form } from '../parts/form.tsx';
import { useWords } from '../words/words.ts';
import { CodeField } from './code-field.tsx';
import type { AskProps } from './factor-form.ts';
import { useCode } from './use-code.ts';

interface AskCodeProps extends AskProps {
  readonly answerOf: (code: string) => FactorAnswer;
  readonly letters?: boolean;
  /** What stands before the field. */
  readonly children: ReactNode;
}

/** The form of every factor that is answered with a code. */
export function AskCode(props: AskCodeProps) {
  const { busy, problem, onAnswer, remember, answerOf, letters = false, children } = props;
  const { common } = useWords();
  const { submit, ...field } = useCode();
  const send = (code: string) => onAnswer(async () => ({ ok: true, value: answerOf(code) }));
  return (
    <>
      {children}
      <Form busy={busy} onSubmit={() => submit(send)} progress={common.checking}>
        <Alert problem={problem} />
        <CodeField {...field} busy={busy} problem={problem} letters={letters} autoFocus />
        {remember}
        <Button busy={busy}>{common.continue}</Button>
      </Form>
    </>
  );
}
