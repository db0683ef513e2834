import type { Step } from '../../../contract/step.ts';
import { call } from '../api.ts';
import { navigate } from '../navigate.ts';
import { Alert } from '../parts/alert.tsx';
import { useWords } from '../words/words.ts';
import type { Trip } from './trip.ts';
import { useAct } from './use-act.ts';

interface LeaveTripProps {
  readonly trip: Trip;
  /** An act on the own account is left undone; in the trip of an app somebody else may go on. */
  readonly own: boolean;
}

/** The way out of a step that somebody cannot or will not take. */
export function LeaveTrip({ trip, own }: LeaveTripProps) {
  const { common } = useWords();
  const { problem, act } = useAct(trip);
  const cancel = () =>
    act(
      () => call('/interaction/:id/cancel', {}, trip.interactionId),
      ({ url }) => navigate(url),
    );
  const switchAccount = () =>
    act(
      () => call('/interaction/:id/switch-account', {}, trip.interactionId),
      ({ step }: { step: Step }) => trip.proceed(step),
    );
  return (
    <div className="aside">
      <button type="button" className="link" onClick={own ? cancel : switchAccount}>
        {own ? common.cancel : common.useAnother}
      </button>
      <Alert problem={problem} />
    </div>
  );
}
