import { useRef, useState } from 'react';
import type { DeviceAsks } from '../../../contract/approval.ts';
import { type PageProblem, call } from '../api.ts';
import { navigate } from '../navigate.ts';
import type { DataOf } from '../page-data.ts';
import { ALERT_ID, Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Field } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { useTask } from '../parts/use-task.ts';
import { useApprovalWords } from '../words/approval/approval-words.tsx';
import { useWords } from '../words/words.ts';
import { endsTrip } from './trip.ts';

interface DeviceCodeFormProps {
  readonly data: DataOf<'device'>;
  readonly onFound: (asks: DeviceAsks) => void;
  readonly onEnd: (problem: PageProblem) => void;
}

/** The code of the device. It is filled in only where the server says so; even then somebody must go on. */
export function DeviceCodeForm({ data, onFound, onEnd }: DeviceCodeFormProps) {
  const { common, consent } = useWords();
  const { device } = useApprovalWords();
  const [userCode, setUserCode] = useState(data.userCode ?? '');
  const [error, setError] = useState<string>();
  const [problem, setProblem] = useState<PageProblem>();
  const input = useRef<HTMLInputElement>(null);
  const { busy, run } = useTask();

  const wrong = (text: string) => {
    setError(text);
    input.current?.focus();
  };
  const open = async () => {
    setError(undefined);
    setProblem(undefined);
    if (userCode.trim() === '') return wrong(device.codeMissing);
    const answer = await call('/device/open', { userCode });
    if (answer.ok) return onFound(answer.value);
    if (answer.problem.problem === 'user_code_unknown') return wrong(device.codeUnknown);
    if (endsTrip(answer.problem)) return onEnd(answer.problem);
    setProblem(answer.problem);
  };
  const useAnother = () =>
    run(async () => {
      const answer = await call('/account/sign-out', {});
      if (answer.ok) navigate('/device');
      else setProblem(answer.problem);
    });

  return (
    <Card title={device.title} fieldFirst>
      <p className="lead">{device.lead}</p>
      <Form busy={busy} onSubmit={() => run(open)} progress={common.checking}>
        <Field
          id="user-code"
          label={device.code}
          value={userCode}
          onValue={setUserCode}
          error={error}
          hint={device.codeHint}
          describedBy={problem && ALERT_ID}
          inputRef={input}
          autoFocus
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          dir="ltr"
          maxLength={64}
          enterKeyHint="next"
        />
        <Alert problem={problem} />
        <p>{device.notFromOthers}</p>
        <Button busy={busy}>{common.continue}</Button>
      </Form>
      <p className="aside">
        {consent.signedInAs} <bdi>{data.account.email}</bdi>{' '}
        <button type="button" className="link" onClick={useAnother}>
          {common.useAnother}
        </button>
      </p>
    </Card>
  );
}
