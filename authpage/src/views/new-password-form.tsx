import { useRef, useState } from 'react';
import type { Step } from '../../../contract/step.ts';
import type { PageProblem } from '../api.ts';
import { type Changed, changePassword } from '../opaque/change-password.ts';
import { warmOpaque } from '../opaque/client.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Form } from '../parts/form.tsx';
import { useTask } from '../parts/use-task.ts';
import { loadCommonPasswords } from '../password/load.ts';
import { useLaterWords } from '../words/later/later-words.tsx';
import { useWords } from '../words/words.ts';
import { Losses } from './losses.tsx';
import { type NewPassword, type NewPasswordErrors, findPasswordErrors } from './new-account.ts';
import { NewPasswordFields } from './new-password-fields.tsx';
import { ResetVault } from './reset-vault.tsx';
import type { Trip } from './trip.ts';
import type { useKeysBefore } from './use-keys-before.ts';
import { useResetVault } from './use-reset-vault.ts';
import { Who } from './who.tsx';

interface NewPasswordFormProps {
  readonly trip: Trip;
  readonly step: Extract<Step, { kind: 'new-password' }>;
  readonly before: ReturnType<typeof useKeysBefore>;
  /** Somebody said that the vault stays behind. */
  readonly left: boolean;
  readonly onChanged: (changed: Changed) => void;
}

/** The new password, and, where a letter led here, what opens the vault. */
export function NewPasswordForm({ trip, step, before, left, onChanged }: NewPasswordFormProps) {
  const words = useWords();
  const { newPassword } = useLaterWords();
  const { account, reason } = step;
  const [typed, setTyped] = useState<NewPassword>({ password: '', repeated: '' });
  const [errors, setErrors] = useState<NewPasswordErrors>({});
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();
  const form = useRef<HTMLDivElement>(null);
  const vault = useResetVault(trip, before, left);
  const focus = (id: string) => form.current?.querySelector<HTMLInputElement>(`#${id}`)?.focus();

  const submit = async () => {
    setProblem(undefined);
    const found = findPasswordErrors(typed, account.email, words, await loadCommonPasswords());
    setErrors(found.errors);
    if (found.first) return focus(found.first);

    const planned = await vault.plan();
    if (!planned.ok) return setProblem(trip.refuse(planned.problem));
    if (planned.value === 'undecided') return focus(vault.mayRecover ? 'recovery-key' : 'without-vault');

    const unlike = reason === 'compromised' ? account.email : undefined;
    const wishes = { unlike, plan: planned.value };
    const result = await changePassword(trip.interactionId, typed.password, wishes);
    if (result.ok && result.value !== 'same') return onChanged(result.value);
    warmOpaque();
    if (result.ok) {
      setErrors({ password: newPassword.same });
      return focus('new-password');
    }
    setProblem(trip.refuse(result.problem));
  };

  return (
    <>
      <Losses reason={reason} />
      <Form busy={busy} onSubmit={() => run(submit)} progress={words.common.working}>
        <Alert problem={problem} />
        <div ref={form} className="fields">
          <Who email={account.email} />
          {reason === 'reset' && <ResetVault trip={trip} vault={vault} busy={busy} onProblem={setProblem} />}
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
    </>
  );
}
