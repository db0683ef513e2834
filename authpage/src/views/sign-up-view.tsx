import { useState } from 'react';
import { call } from '../api.ts';
import { useWords } from '../words/words.ts';
import { AwaitingCard } from './awaiting-card.tsx';
import { ChoosePassword } from './choose-password.tsx';
import { EndedView } from './ended-view.tsx';
import { LeavingStep } from './leaving-step.tsx';
import { Opening } from './opening.tsx';
import { useOpened } from './use-opened.ts';

/** The page behind the mailed link of a sign-up. */
export function SignUpView({ ticket }: { readonly ticket: string | undefined }) {
  const { signUp } = useWords();
  const { value, ended, refuse } = useOpened(ticket, (opened) => call('/sign-up/open', { ticket: opened }));
  const [done, setDone] = useState<{ readonly url: string | undefined }>();

  if (ended) return <EndedView problem={ended} />;
  if (done?.url !== undefined) return <LeavingStep url={done.url} />;
  if (ticket === undefined || !value) return <Opening title={signUp.title} />;
  if (done) return <AwaitingCard email={value.email} />;
  return (
    <ChoosePassword ticket={ticket} email={value.email} onDone={(url) => setDone({ url })} refuse={refuse} />
  );
}
