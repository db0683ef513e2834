import { useRef, useState } from 'react';
import type { PageProblem } from '../api.ts';
import { warmOpaque } from '../opaque/client.ts';
import { type Registered, register } from '../opaque/register.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Field } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { useTask } from '../parts/use-task.ts';
import { loadCommonPasswords } from '../password/load.ts';
import { useWords } from '../words/words.ts';
import { type NewAccount, type NewAccountErrors, findErrors } from './new-account.ts';
import { NewPasswordFields } from './new-password-fields.tsx';
import { Who } from './who.tsx';

interface ChoosePasswordProps {
  readonly ticket: string;
  readonly email: string;
  readonly onDone: (registered: Registered) => void;
  readonly refuse: (problem: PageProblem) => PageProblem | undefined;
}

/** Name and password of a new account. The password is judged here, because nobody else ever sees it (CF-08). */
export function ChoosePassword({ ticket, email, onDone, refuse }: ChoosePasswordProps) {
  const words = useWords();
  const [typed, setTyped] = useState<NewAccount>({ name: '', password: '', repeated: '' });
  const [errors, setErrors] = useState<NewAccountErrors>({});
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();
  const form = useRef<HTMLDivElement>(null);
  const change = (part: Partial<NewAccount>) => setTyped({ ...typed, ...part });

  const submit = async () => {
    setProblem(undefined);
    const found = findErrors(typed, email, words, await loadCommonPasswords());
    setErrors(found.errors);
    if (found.first) return form.current?.querySelector<HTMLInputElement>(`#${found.first}`)?.focus();

    const result = await register(ticket, typed.name.trim(), typed.password);
    if (result.ok) return onDone(result.value);
    setProblem(refuse(result.problem));
    warmOpaque();
  };

  return (
    <Card title={words.signUp.choose}>
      <Form busy={busy} onSubmit={() => run(submit)} progress={words.common.working}>
        <Alert problem={problem} />
        <div ref={form} className="fields">
          <Who email={email} />
          <Field
            id="name"
            label={words.fields.name}
            autoComplete="name"
            value={typed.name}
            onValue={(name) => change({ name })}
            error={errors.name}
            hint={words.fields.nameHint}
            readOnly={busy}
            dir="auto"
          />
          <NewPasswordFields typed={typed} onTyped={change} errors={errors} email={email} busy={busy} />
        </div>
        <Button busy={busy}>{words.common.createAccount}</Button>
      </Form>
    </Card>
  );
}
