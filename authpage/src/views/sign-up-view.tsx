import { useState } from 'react';
import { call } from '../api.ts';
import { useWords } from '../words/words.ts';
import { ChoosePassword } from './choose-password.tsx';
import { EndedView } from './ended-view.tsx';
import { LeavingStep } from './leaving-step.tsx';
import { Opening } from './opening.tsx';
import { useOpened } from './use-opened.ts';

/** The page behind the mailed link of a sign-up. */
export function SignUpView({ ticket }: { readonly ticket: string | undefined }) {
  const { signUp } = useWords();
  const { value, ended, refuse } = useOpened(ticket, (opened) => call('/sign-up/open', { ticket: opened }));
  const [next, setNext] = useState<string>();

  if (ended) return <EndedView problem={ended} />;
  if (next !== undefined) return <LeavingStep url={next} />;
  if (ticket === undefined || !value) return <Opening title={signUp.title} />;
  return <ChoosePassword ticket={ticket} email={value.email} onDone={setNext} refuse={refuse} />;
}
