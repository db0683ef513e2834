import type { Step } from '../../../contract/step.ts';
import { call } from '../api.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Progress } from '../parts/progress.tsx';
import { useLaterWords } from '../words/later/later-words.tsx';
import { useWords } from '../words/words.ts';
import { LeaveTrip } from './leave-trip.tsx';
import type { Trip } from './trip.ts';
import { useAct } from './use-act.ts';
import { useDay } from './use-day.ts';
import { Who } from './who.tsx';

interface HeldStepProps {
  readonly trip: Trip;
  readonly step: Extract<Step, { kind: 'held' }>;
}

/** Who somebody is was proved, and the account does not open: why, and what can be done about it. */
export function HeldStep({ trip, step }: HeldStepProps) {
  const { held } = useLaterWords();
  const { account, client, why } = step;
  const titles = { awaiting: held.awaitingTitle, disabled: held.disabledTitle, deleting: held.deletingTitle };
  return (
    <Card title={titles[why]} client={client}>
      <Who email={account.email} />
      {why === 'awaiting' && <p>{held.awaiting}</p>}
      {why === 'disabled' && <p>{held.disabled}</p>}
      {why === 'deleting' && <Deleting trip={trip} step={step} />}
      <LeaveTrip trip={trip} own={false} />
    </Card>
  );
}

function Deleting({ trip, step }: HeldStepProps) {
  const { common } = useWords();
  const { held } = useLaterWords();
  const day = useDay();
  const { busy, problem, act } = useAct(trip);
  const keep = () =>
    act(
      () => call('/interaction/:id/keep-account', {}, trip.interactionId),
      (kept) => trip.proceed(kept.step),
    );
  return (
    <>
      {step.deletesAtSeconds !== undefined && <p>{held.deleting(day(step.deletesAtSeconds))}</p>}
      <Alert problem={problem} />
      <Button busy={busy} onPress={keep}>
        {held.keep}
      </Button>
      <Progress busy={busy} text={common.working} />
    </>
  );
}
