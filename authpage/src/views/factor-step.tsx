import { useState } from 'react';
import type { FactorKind } from '../../../contract/factors/kind.ts';
import type { Step } from '../../../contract/step.ts';
import { call } from '../api.ts';
import { factorForms } from '../factors/index.ts';
import type { AskProps } from '../factors/factor-form.ts';
import { Card } from '../parts/card.tsx';
import { Checkbox } from '../parts/checkbox.tsx';
import { useLaterWords } from '../words/later/later-words.tsx';
import { ActLead } from './act-lead.tsx';
import { LeaveTrip } from './leave-trip.tsx';
import { OtherWays } from './other-ways.tsx';
import type { Trip } from './trip.ts';
import { useAct } from './use-act.ts';
import { Who } from './who.tsx';

interface FactorStepProps {
  readonly trip: Trip;
  readonly step: Extract<Step, { kind: 'factor' }>;
}

/** One more proof. Another way is another form of this step: none of them leads around it. */
export function FactorStep({ trip, step }: FactorStepProps) {
  const [chosen, setChosen] = useState<FactorKind>();
  const kind = chosen ?? step.offered[0];
  if (kind === undefined) return null;
  return <FactorForm key={kind} trip={trip} step={step} kind={kind} onKind={setChosen} />;
}

interface FactorFormProps extends FactorStepProps {
  readonly kind: FactorKind;
  readonly onKind: (kind: FactorKind) => void;
}

function FactorForm({ trip, step, kind, onKind }: FactorFormProps) {
  const { factor } = useLaterWords();
  const [remember, setRemember] = useState(false);
  const { busy, problem, setProblem, act } = useAct(trip);
  const { account, client, offered, rememberable } = step;
  const { Ask } = factorForms[kind];

  const onAnswer: AskProps['onAnswer'] = (answerOf) =>
    act(
      async () => {
        const answer = await answerOf();
        if (!answer?.ok) return answer;
        const input = { answer: answer.value, ...(remember && { remember }) };
        return call('/interaction/:id/factor/answer', input, trip.interactionId);
      },
      (answered) => trip.proceed(answered.step),
    );

  return (
    <Card title={factor.titles[kind]} client={client} fieldFirst={kind !== 'passkey'}>
      <ActLead act={step.act} />
      <Who email={account.email} />
      <Ask
        trip={trip}
        account={account}
        busy={busy}
        problem={problem}
        setProblem={setProblem}
        onAnswer={onAnswer}
        remember={
          rememberable && (
            <Checkbox
              id="remember"
              label={factor.remember}
              hint={factor.rememberHint}
              checked={remember}
              onChecked={setRemember}
            />
          )
        }
      />
      <OtherWays kinds={offered.filter((other) => other !== kind)} onKind={onKind} />
      <LeaveTrip trip={trip} own={step.act !== undefined} />
    </Card>
  );
}
