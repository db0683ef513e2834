import { useRef, useState } from 'react';
import type { Step } from '../../../contract/step.ts';
import type { PageProblem } from '../api.ts';
import { warmOpaque } from '../opaque/client.ts';
import { changePassword } from '../opaque/change-password.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Form } from '../parts/form.tsx';
import { useTask } from '../parts/use-task.ts';
import { loadCommonPasswords } from '../password/load.ts';
import { useLaterWords } from '../words/later/later-words.tsx';
import { useWords } from '../words/words.ts';
import { LeaveTrip } from './leave-trip.tsx';
import { type NewPassword, type NewPasswordErrors, findPasswordErrors } from './new-account.ts';
import { NewPasswordFields } from './new-password-fields.tsx';
import type { Trip } from './trip.ts';
import { Who } from './who.tsx';

type NewPasswordStepData = Extract<Step, { kind: 'new-password' }>;

interface NewPasswordStepProps {
  readonly trip: Trip;
  readonly step: NewPasswordStepData;
}

/** A new password. What it costs is said before it is chosen, not after. */
export function NewPasswordStep({ trip, step }: NewPasswordStepProps) {
  const words = useWords();
  const { newPassword } = useLaterWords();
  const { account, client, reason } = step;
  const [typed, setTyped] = useState<NewPassword>({ password: '', repeated: '' });
  const [errors, setErrors] = useState<NewPasswordErrors>({});
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();
  const form = useRef<HTMLDivElement>(null);

  const submit = async () => {
    setProblem(undefined);
    const found = findPasswordErrors(typed, account.email, words, await loadCommonPasswords());
    setErrors(found.errors);
    if (found.first) return form.current?.querySelector<HTMLInputElement>(`#${found.first}`)?.focus();

    const unlike = reason === 'compromised' ? account.email : undefined;
    const result = await changePassword(trip.interactionId, typed.password, { unlike });
    if (result.ok && result.value !== 'same') return trip.proceed(result.value);
    warmOpaque();
    if (result.ok) {
      setErrors({ password: newPassword.same });
      return form.current?.querySelector<HTMLInputElement>('#new-password')?.focus();
    }
    setProblem(trip.refuse(result.problem));
  };

  return (
    <Card title={reason === 'first' ? newPassword.firstTitle : newPassword.title} client={client}>
      <Losses reason={reason} />
      <Form busy={busy} onSubmit={() => run(submit)} progress={words.common.working}>
        <Alert problem={problem} />
        <div ref={form} className="fields">
          <Who email={account.email} />
          <NewPasswordFields
            typed={typed}
            onTyped={(part) => setTyped({ ...typed, ...part })}
            errors={errors}
            email={account.email}
            busy={busy}
          />
        </div>
        <Button busy={busy}>{newPassword.save}</Button>
      </Form>
      {reason !== 'reset' && <LeaveTrip trip={trip} own={reason !== 'compromised'} />}
    </Card>
  );
}

function Losses({ reason }: { readonly reason: NewPasswordStepData['reason'] }) {
  const { newPassword } = useLaterWords();
  switch (reason) {
    case 'reset':
      return (
        <section className="losses" aria-labelledby="losses">
          <h2 id="losses">{newPassword.lost}</h2>
          <ul className="scopes">
            <li>{newPassword.lostData}</li>
            <li>{newPassword.lostSessions}</li>
          </ul>
        </section>
      );
    case 'change':
      return <p className="lead">{newPassword.othersEnd}</p>;
    case 'compromised':
      return <p className="lead">{newPassword.compromised}</p>;
    case 'first':
      return null;
  }
}
