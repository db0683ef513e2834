import { useRef, useState } from 'react';
import type { ClientCard } from '../../../contract/step.ts';
import { call } from '../api.ts';
import { looksLikeEmail } from '../email-address.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { EmailField } from '../parts/email-field.tsx';
import { Form } from '../parts/form.tsx';
import { useLaterWords } from '../words/later/later-words.tsx';
import { useWords } from '../words/words.ts';
import type { Trip } from './trip.ts';
import { useAct } from './use-act.ts';

export interface ForgotPasswordProps {
  readonly trip: Trip;
  readonly client: ClientCard | undefined;
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onBack: () => void;
}

/** Asks for the letter with a link. The answer is the same whether or not there is an account (EN-05). */
export function ForgotPassword({ trip, client, email, onEmail, onBack }: ForgotPasswordProps) {
  const { common, fields, signUp } = useWords();
  const { forgot } = useLaterWords();
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();
  const [sentTo, setSentTo] = useState<string>();
  const { busy, problem, act } = useAct(trip);
  const malformed = (text: string) => {
    setError(text);
    input.current?.focus();
  };
  const submit = () => {
    setError(undefined);
    if (!looksLikeEmail(email)) {
      return malformed(email.trim() === '' ? fields.emailMissing : fields.emailMalformed);
    }
    act(
      async () => {
        const answer = await call('/interaction/:id/reset', { email: email.trim() }, trip.interactionId);
        if (answer.ok || answer.problem.field !== 'email') return answer;
        malformed(fields.emailMalformed);
        return undefined;
      },
      (answer) => {
        onEmail(answer.email);
        setSentTo(answer.email);
      },
    );
  };
  const back = (
    <p className="aside">
      <button type="button" className="link" onClick={onBack}>
        {forgot.back}
      </button>
    </p>
  );

  if (sentTo !== undefined) {
    return (
      <Card key="sent" title={signUp.mailTitle} client={client}>
        <p>{forgot.sent(sentTo)}</p>
        <p className="hint">{signUp.mailHint}</p>
        {back}
      </Card>
    );
  }
  return (
    <Card title={forgot.title} client={client} fieldFirst>
      <p className="lead">{forgot.lead}</p>
      <Form busy={busy} onSubmit={submit} progress={common.working}>
        <Alert problem={problem} />
        <EmailField
          value={email}
          onValue={onEmail}
          error={error}
          inputRef={input}
          readOnly={busy}
          autoFocus
          enterKeyHint="go"
        />
        <Button busy={busy}>{common.continue}</Button>
      </Form>
      {back}
    </Card>
  );
}
