import { useEffect, useRef, useState } from 'react';
import { call } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { useTask } from '../parts/use-task.ts';
import { useLaterWords } from '../words/later/later-words.tsx';
import { AskCode } from './ask-code.tsx';
import type { AskProps } from './factor-form.ts';
import { useCountdown } from './use-countdown.ts';

/** A code is mailed as soon as this form appears; another one when it is asked for, after a while. */
export function AskEmailCode(props: AskProps) {
  const { trip, account, setProblem } = props;
  const { factor } = useLaterWords();
  const [mailed, setMailed] = useState(false);
  const { seconds, restart } = useCountdown();
  const { busy, run } = useTask();
  const begun = useRef(false);

  const mail = () =>
    run(async () => {
      setProblem(undefined);
      const answer = await call(
        '/interaction/:id/factor/challenge',
        { kind: 'email-code' },
        trip.interactionId,
      );
      if (!answer.ok) {
        restart(answer.problem.retryAfterSeconds ?? 0);
        return setProblem(trip.refuse(answer.problem));
      }
      setMailed(true);
      const { challenge } = answer.value;
      restart(challenge.kind === 'email-code' ? challenge.againSeconds : 0);
    });
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    mail();
  });

  return (
    <>
      <AskCode {...props} answerOf={(code) => ({ kind: 'email-code', code })}>
        <p className="lead" role="status">
          {busy && factor.mailing}
          {!busy && mailed && factor.mailed(account.email)}
        </p>
      </AskCode>
      {!busy && seconds > 0 && <p className="hint">{factor.mailAgainIn(seconds)}</p>}
      {!busy && seconds === 0 && (
        <Button kind="equal" onPress={mail}>
          {factor.mailAgain}
        </Button>
      )}
    </>
  );
}
