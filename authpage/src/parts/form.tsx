import { type FormEvent, type ReactNode, useId } from 'react';
import { Progress } from './progress.tsx';

interface FormProps {
  readonly busy: boolean;
  readonly onSubmit: () => void;
  readonly progress: string;
  readonly children: ReactNode;
}

/** One real form per step: the Enter key and password managers know what to do with it. */
export function Form({ busy, onSubmit, progress, children }: FormProps) {
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  return (
    // The method never counts, since nothing is sent without our script; a password must not go into a query.
    <form method="post" noValidate onSubmit={submit} aria-busy={busy} id={id}>
      {children}
      <Progress busy={busy} text={progress} />
    </form>
  );
}
