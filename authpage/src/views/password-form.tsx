import { useRef, useState } from 'react';
import type { Step } from '../../../contract/step.ts';
import { type PageProblem, call } from '../api.ts';
import { warmOpaque } from '../opaque/client.ts';
import { signIn } from '../opaque/sign-in.ts';
import { ALERT_ID, Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Form } from '../parts/form.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { useTask } from '../parts/use-task.ts';
import { useWords } from '../words/words.ts';
import { warmLater } from './lazy-later.tsx';
import { LeaveTrip } from './leave-trip.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { SignInLead } from './sign-in-lead.tsx';
import type { Trip } from './trip.ts';
import { Who } from './who.tsx';

interface PasswordFormProps {
  readonly trip: Trip;
  readonly step: Extract<Step, { kind: 'sign-in' }>;
  readonly email: string;
  readonly onOther: () => void;
  readonly onForgot: () => void;
}

/** The password, which goes to the worker and nowhere else. A refusal leaves everything as it was typed. */
export function PasswordForm({ trip, step, email, onOther, onForgot }: PasswordFormProps) {
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();

  const submit = async () => {
    setProblem(undefined);
    setError(password === '' ? words.fields.passwordMissing : undefined);
    if (password === '') return input.current?.focus();

    const result = await signIn(trip.interactionId, email, password);
    if (result.ok) return trip.proceed(result.value);
    setProblem(trip.refuse(result.problem));
    warmOpaque();
    if (result.problem.problem === 'wrong_password') input.current?.select();
  };
  const switchAccount = async () => {
    if (!step.account) return onOther();
    const answer = await call('/interaction/:id/switch-account', {}, trip.interactionId);
    if (!answer.ok) return setProblem(trip.refuse(answer.problem));
    onOther();
    trip.proceed(answer.value.step);
  };

  return (
    <Card title={step.act ? words.acts.title : words.signIn.title} client={step.client} fieldFirst>
      <SignInLead step={step} />
      <Form busy={busy} onSubmit={() => run(submit)} progress={words.common.checking}>
        <Alert problem={problem} />
        <Who email={email}>
          {/* An act is on this account: whoever is somebody else leaves by "Cancel". */}
          {!step.act && (
            <button type="button" className="link" onClick={() => run(switchAccount)}>
              {words.common.useAnother}
            </button>
          )}
        </Who>
        <PasswordField
          id="password"
          label={words.fields.password}
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
          error={error}
          describedBy={problem?.problem === 'wrong_password' ? ALERT_ID : undefined}
          inputRef={input}
          readOnly={busy}
          autoFocus
          enterKeyHint="go"
          onFocus={() => {
            warmOpaque();
            warmLater();
          }}
        />
        <Button busy={busy}>{words.common.signIn}</Button>
      </Form>
      <p>
        <button type="button" className="link" onClick={onForgot}>
          {words.forgotPassword}
        </button>
      </p>
      <PasskeyButton trip={trip} onStep={trip.proceed} onProblem={setProblem} />
      <details className="privacy">
        <summary>{words.signIn.staysHere}</summary>
        <p>{words.signIn.staysHereWhy}</p>
      </details>
      {step.act && <LeaveTrip trip={trip} own />}
    </Card>
  );
}
