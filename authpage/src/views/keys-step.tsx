import type { Step } from '../../../contract/step.ts';
import { call } from '../api.ts';
import { deliver } from '../keys/deliver.ts';
import { HandOver } from '../keys/hand-over.tsx';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { useWords } from '../words/words.ts';
import type { Trip } from './trip.ts';
import { useAct } from './use-act.ts';

interface KeysStepProps {
  readonly trip: Trip;
  readonly step: Extract<Step, { kind: 'keys' }>;
}

/** The app of a trip is given its keys; whoever cannot open theirs, or changes their mind, says no. */
export function KeysStep({ trip, step }: KeysStepProps) {
  const { consent } = useWords();
  const { client, account } = step;
  const { busy, problem, act } = useAct(trip);
  const deny = () =>
    act(
      () => call('/interaction/:id/consent', { decision: 'deny', email: account.email }, trip.interactionId),
      (answered) => trip.proceed(answered.step),
    );
  return (
    <HandOver
      client={client}
      account={account}
      refuse={trip.refuse}
      give={(state) => deliver(trip.interactionId, step, state)}
      onGiven={trip.proceed}
    >
      <Alert problem={problem} />
      <Button kind="equal" busy={busy} onPress={deny}>
        {consent.deny}
      </Button>
    </HandOver>
  );
}
