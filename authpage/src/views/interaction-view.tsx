import { Suspense, startTransition, useEffect, useState } from 'react';
import type { Step } from '../../../contract/step.ts';
import { type PageProblem, call } from '../api.ts';
import { lockVault } from '../keys/held.ts';
import type { DataOf } from '../page-data.ts';
import { Alert } from '../parts/alert.tsx';
import { useWords } from '../words/words.ts';
import { askAnew, goneOn, isBehind } from './behind.ts';
import { ConsentStep } from './consent-step.tsx';
import { EndedView } from './ended-view.tsx';
import { LazyStep } from './lazy-later.tsx';
import { LeavingStep } from './leaving-step.tsx';
import type { LaterStepData } from './later.tsx';
import { SignInStep } from './sign-in-step.tsx';
import { type Trip, endsTrip } from './trip.ts';
import { useExpiry } from './use-expiry.ts';
import { useOtherTabs } from './use-other-tabs.ts';

/** One trip of a person: shows the step the server asks for, until the last one leads away. */
export function InteractionView({ data }: { readonly data: DataOf<'interaction'> }) {
  const { interactionId } = data;
  const [step, setStep] = useState(data.step);
  const [ended, setEnded] = useState<PageProblem>();
  const { minutesLeft, prolong } = useExpiry(data);
  const client = step.kind === 'finish' ? undefined : step.client;
  const { wentOn, tell } = useOtherTabs(interactionId, step);
  useReloadWhenBack();

  if (ended) return <EndedView problem={ended} client={client} />;
  if (minutesLeft === 0 && step.kind !== 'finish') {
    return (
      <EndedView problem={{ problem: 'interaction_expired', restartUrl: data.restartUrl }} client={client} />
    );
  }

  const proceed = (next: Step) => {
    tell(next);
    goneOn();
    // Somebody else may go on from there, or nobody does on this page.
    if (next.kind === 'sign-in' || next.kind === 'finish') lockVault();
    // The step that was answered stays on show until what comes next was fetched: never an empty page.
    startTransition(() => setStep(next));
  };
  const refuse = (problem: PageProblem) => {
    if (!endsTrip(problem)) return problem;
    if (isBehind(problem, wentOn)) askAnew();
    setEnded(problem);
    return undefined;
  };
  const trip: Trip = { interactionId, proceed, refuse };
  return (
    <>
      {minutesLeft !== undefined && step.kind !== 'finish' && (
        <ExpiryNotice minutesLeft={minutesLeft} trip={trip} prolong={prolong} />
      )}
      {wentOn && step.kind !== 'finish' && <WentOnNotice />}
      <Suspense>
        {step.kind === 'sign-in' && <SignInStep trip={trip} step={step} startWith={data.startWith} />}
        {step.kind === 'consent' && <ConsentStep trip={trip} step={step} />}
        {isLater(step) && <LazyStep trip={trip} step={step} />}
        {step.kind === 'finish' && <LeavingStep url={step.url} back={step.back} />}
      </Suspense>
    </>
  );
}

function isLater(step: Step): step is LaterStepData {
  return step.kind !== 'sign-in' && step.kind !== 'consent' && step.kind !== 'finish';
}

function WentOnNotice() {
  const { common, otherTab } = useWords();
  return (
    <aside className="notice" aria-label={common.continue}>
      <p role="status">{otherTab.wentOn}</p>
      <button type="button" className="button equal" onClick={() => location.reload()}>
        {common.continue}
      </button>
    </aside>
  );
}

interface ExpiryNoticeProps {
  readonly minutesLeft: number;
  readonly trip: Trip;
  readonly prolong: (expiresAtSeconds: number) => void;
}

function ExpiryNotice({ minutesLeft, trip, prolong }: ExpiryNoticeProps) {
  const { expiry } = useWords();
  const [problem, setProblem] = useState<PageProblem>();
  const stay = async () => {
    const answer = await call('/interaction/:id/extend', {}, trip.interactionId);
    if (answer.ok) prolong(answer.value.expiresAtSeconds);
    else setProblem(trip.refuse(answer.problem));
  };
  return (
    <aside className="notice" aria-label={expiry.stay}>
      <p role="status">{expiry.soon(minutesLeft)}</p>
      <button type="button" className="button equal" onClick={() => void stay()}>
        {expiry.stay}
      </button>
      <Alert problem={problem} />
    </aside>
  );
}

/** Back from the client into a page kept in memory: its step is done, so ask the server what is due now. */
function useReloadWhenBack(): void {
  useEffect(() => {
    const reload = (event: PageTransitionEvent) => {
      if (event.persisted) location.reload();
    };
    addEventListener('pageshow', reload);
    return () => removeEventListener('pageshow', reload);
  }, []);
}
