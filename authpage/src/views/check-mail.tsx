import { useState } from 'react';
import type { ClientCard } from '../../../contract/step.ts';
import { type PageProblem, call } from '../api.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Progress } from '../parts/progress.tsx';
import { useTask } from '../parts/use-task.ts';
import { useWords } from '../words/words.ts';
import type { Trip } from './trip.ts';

interface CheckMailProps {
  readonly trip: Trip;
  readonly client: ClientCard | undefined;
  readonly email: string;
  readonly onOther: () => void;
}

/** The letter is on its way, whether or not the address has an account: an account's owner gets another letter. */
export function CheckMail({ trip, client, email, onOther }: CheckMailProps) {
  const { common, signUp } = useWords();
  const [problem, setProblem] = useState<PageProblem>();
  const [again, setAgain] = useState(false);
  const { busy, run } = useTask();
  const send = async () => {
    setProblem(undefined);
    setAgain(false);
    const answer = await call('/interaction/:id/sign-up', { email }, trip.interactionId);
    if (answer.ok) setAgain(true);
    else setProblem(trip.refuse(answer.problem));
  };
  return (
    <Card title={signUp.mailTitle} client={client}>
      <p>{signUp.mailSent(email)}</p>
      <p className="hint">{signUp.mailHint}</p>
      <Alert problem={problem} />
      <p role="status">{again ? signUp.sentAgain : ''}</p>
      <div className="choices">
        <Button kind="equal" busy={busy} onPress={() => run(send)}>
          {signUp.sendAgain}
        </Button>
        <Button kind="equal" onPress={onOther}>
          {signUp.otherAddress}
        </Button>
      </div>
      <Progress busy={busy} text={common.working} />
    </Card>
  );
}
