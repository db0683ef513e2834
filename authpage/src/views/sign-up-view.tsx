import { useState } from 'react';
import { call } from '../api.ts';
import { lockVault } from '../keys/held.ts';
import type { Registered } from '../opaque/register.ts';
import { useWords } from '../words/words.ts';
import { AwaitingCard } from './awaiting-card.tsx';
import { ChoosePassword } from './choose-password.tsx';
import { EndedView } from './ended-view.tsx';
import { LeavingStep } from './leaving-step.tsx';
import { Opening } from './opening.tsx';
import type { GoOn } from './trip.ts';
import { useOpened } from './use-opened.ts';

interface SignUpViewProps {
  readonly ticket: string | undefined;
  readonly goOn: GoOn;
}

/** The page behind the mailed link of a sign-up. */
export function SignUpView({ ticket, goOn }: SignUpViewProps) {
  const { signUp } = useWords();
  const { value, ended, refuse } = useOpened(ticket, (opened) => call('/sign-up/open', { ticket: opened }));
  const [done, setDone] = useState<{ readonly url: string | undefined }>();

  if (ended) return <EndedView problem={ended} />;
  if (done?.url !== undefined) return <LeavingStep url={done.url} />;
  if (ticket === undefined || !value) return <Opening title={signUp.title} />;
  if (done) return <AwaitingCard email={value.email} />;
  const onDone = ({ step, trip }: Registered) => {
    if (trip) return goOn({ ...trip, step });
    lockVault();
    setDone({ url: step.kind === 'finish' ? step.url : undefined });
  };
  return <ChoosePassword ticket={ticket} email={value.email} onDone={onDone} refuse={refuse} />;
}
