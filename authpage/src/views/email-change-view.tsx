import { useRef, useState } from 'react';
import { call } from '../api.ts';
import { navigate } from '../navigate.ts';
import { changeEmail } from '../opaque/change-email.ts';
import { warmOpaque } from '../opaque/client.ts';
import { ALERT_ID, Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Form } from '../parts/form.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { useLaterWords } from '../words/later/later-words.tsx';
import { useWords } from '../words/words.ts';
import { EndedView } from './ended-view.tsx';
import { Opening } from './opening.tsx';
import type { Trip } from './trip.ts';
import { useAct } from './use-act.ts';
import { useOpened } from './use-opened.ts';

/** The page behind the link that went to a new address. */
export function EmailChangeView({ ticket }: { readonly ticket: string | undefined }) {
  const { emailChange } = useLaterWords();
  const opened = useOpened(ticket, (given) => call('/email-change/open', { ticket: given }));
  const { value, ended, refuse } = opened;

  if (ended) return <EndedView problem={ended} />;
  if (ticket === undefined || !value) return <Opening title={emailChange.title} />;
  return (
    <Card key="opened" title={emailChange.title}>
      <p>{emailChange.lead}</p>
      <dl className="facts">
        <dt>{emailChange.from}</dt>
        <dd>
          <bdi>{value.email}</bdi>
        </dd>
        <dt>{emailChange.to}</dt>
        <dd>
          <bdi>{value.newEmail}</bdi>
        </dd>
      </dl>
      <ConfirmForm ticket={ticket} email={value.email} passwordless={value.passwordless} refuse={refuse} />
    </Card>
  );
}

interface ConfirmFormProps extends Pick<Trip, 'refuse'> {
  readonly ticket: string;
  readonly email: string;
  readonly passwordless: boolean;
}

/** With a password it is asked once more: its record is bound to the address, so a new one is made (opaque.md §4). */
function ConfirmForm({ ticket, email, passwordless, refuse }: ConfirmFormProps) {
  const { common, fields } = useWords();
  const { emailChange } = useLaterWords();
  const input = useRef<HTMLInputElement>(null);
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const { busy, problem, act } = useAct({ refuse });

  const submit = () => {
    if (passwordless) {
      return act(
        () => call('/email-change/confirm', { ticket }),
        ({ url }) => navigate(url),
      );
    }
    setError(password === '' ? fields.passwordMissing : undefined);
    if (password === '') return input.current?.focus();
    act(async () => {
      const result = await changeEmail(ticket, password);
      if (!result.ok) warmOpaque();
      if (!result.ok && result.problem.problem === 'wrong_password') input.current?.select();
      return result;
    }, navigate);
  };

  return (
    <Form busy={busy} onSubmit={submit} progress={common.working}>
      <Alert problem={problem} />
      {!passwordless && (
        <>
          <input
            className="unseen"
            type="email"
            name="email"
            autoComplete="username"
            value={email}
            readOnly
            tabIndex={-1}
            aria-hidden="true"
          />
          <PasswordField
            id="password"
            label={fields.password}
            autoComplete="current-password"
            value={password}
            onValue={setPassword}
            error={error}
            hint={emailChange.why}
            describedBy={problem?.problem === 'wrong_password' ? ALERT_ID : undefined}
            inputRef={input}
            readOnly={busy}
            enterKeyHint="go"
            onFocus={warmOpaque}
          />
        </>
      )}
      <Button busy={busy}>{emailChange.confirm}</Button>
    </Form>
  );
}
