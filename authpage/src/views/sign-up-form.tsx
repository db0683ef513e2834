import { useRef, useState } from 'react';
import type { ClientCard } from '../../../contract/step.ts';
import { type PageProblem, call } from '../api.ts';
import { looksLikeEmail } from '../email-address.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { EmailField } from '../parts/email-field.tsx';
import { Form } from '../parts/form.tsx';
import { useTask } from '../parts/use-task.ts';
import { useWords } from '../words/words.ts';
import type { Trip } from './trip.ts';

interface SignUpFormProps {
  readonly trip: Trip;
  readonly client: ClientCard | undefined;
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onSent: () => void;
  readonly onSignIn: () => void;
}

/** A new account begins with proof of the address. The answer is the same for an address that has one. */
export function SignUpForm({ trip, client, email, onEmail, onSent, onSignIn }: SignUpFormProps) {
  const { common, fields, signUp } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();

  const submit = async () => {
    setProblem(undefined);
    setError(undefined);
    if (!looksLikeEmail(email)) {
      setError(email.trim() === '' ? fields.emailMissing : fields.emailMalformed);
      return input.current?.focus();
    }
    const answer = await call('/interaction/:id/sign-up', { email: email.trim() }, trip.interactionId);
    if (answer.ok) {
      onEmail(answer.value.email);
      return onSent();
    }
    if (answer.problem.field === 'email') {
      setError(fields.emailMalformed);
      return input.current?.focus();
    }
    setProblem(trip.refuse(answer.problem));
  };

  return (
    <Card title={signUp.title} client={client} fieldFirst>
      <p className="lead">{signUp.lead}</p>
      <Form busy={busy} onSubmit={() => run(submit)} progress={common.working}>
        <Alert problem={problem} />
        <EmailField
          value={email}
          onValue={onEmail}
          error={error}
          inputRef={input}
          readOnly={busy}
          autoFocus
          enterKeyHint="next"
        />
        <Button busy={busy}>{common.continue}</Button>
      </Form>
      <p className="aside">
        {signUp.haveAccount}{' '}
        <button type="button" className="link" onClick={onSignIn}>
          {common.signIn}
        </button>
      </p>
    </Card>
  );
}
