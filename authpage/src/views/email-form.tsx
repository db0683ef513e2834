import { useRef, useState } from 'react';
import type { Step } from '../../../contract/step.ts';
import type { PageProblem } from '../api.ts';
import { looksLikeEmail } from '../email-address.ts';
import { warmOpaque } from '../opaque/client.ts';
import { useAutofill } from '../passkeys/use-autofill.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { EmailField } from '../parts/email-field.tsx';
import { Form } from '../parts/form.tsx';
import { useWords } from '../words/words.ts';
import { PasskeyButton } from './passkey-button.tsx';
import { SignInLead } from './sign-in-lead.tsx';
import type { Trip } from './trip.ts';

interface EmailFormProps {
  readonly trip: Trip;
  readonly step: Extract<Step, { kind: 'sign-in' }>;
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onContinue: () => void;
  readonly onCreate: () => void;
}

/** The identifier first. Nothing is sent: whether there is such an account is nobody's business (attacks.md §1.17). */
export function EmailForm({ trip, step, email, onEmail, onContinue, onCreate }: EmailFormProps) {
  const { common, fields, signIn } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();
  const [problem, setProblem] = useState<PageProblem>();
  const offerAgain = useAutofill(trip.interactionId, {
    onStep: trip.proceed,
    onProblem: (refused) => setProblem(trip.refuse(refused)),
  });
  const submit = () => {
    if (looksLikeEmail(email)) {
      onEmail(email.trim());
      return onContinue();
    }
    setError(email.trim() === '' ? fields.emailMissing : fields.emailMalformed);
    input.current?.focus();
  };
  return (
    <Card title={signIn.title} client={step.client} fieldFirst>
      <SignInLead step={step} />
      <Form busy={false} onSubmit={submit} progress="">
        <Alert problem={problem} />
        <EmailField
          value={email}
          onValue={onEmail}
          error={error}
          inputRef={input}
          autoFocus
          autoComplete="username webauthn"
          enterKeyHint="next"
          onFocus={warmOpaque}
        />
        <Button>{common.continue}</Button>
      </Form>
      <PasskeyButton
        trip={trip}
        onStep={trip.proceed}
        onProblem={(refused) => {
          setProblem(refused);
          // The dialog took the place of what was offered in the field.
          if (refused) offerAgain();
        }}
      />
      {step.registrationOpen && (
        <p className="aside">
          {signIn.noAccount}{' '}
          <button type="button" className="link" onClick={onCreate}>
            {common.createAccount}
          </button>
        </p>
      )}
    </Card>
  );
}
