import { useState } from 'react';
import type { Step } from '../../../contract/step.ts';
import type { PageProblem } from '../api.ts';
import { signInWithPasskey } from '../passkeys/sign-in.ts';
import { knowsPasskeys } from '../passkeys/support.ts';
import { Button } from '../parts/button.tsx';
import { useTask } from '../parts/use-task.ts';
import { useWords } from '../words/words.ts';
import type { Trip } from './trip.ts';

interface PasskeyButtonProps {
  readonly trip: Trip;
  readonly onStep: (step: Step) => void;
  /** Undefined clears what was said before. */
  readonly onProblem: (problem: PageProblem | undefined) => void;
}

/** Signs in with a passkey, by the dialog of the browser. Not shown where there can be none. */
export function PasskeyButton({ trip, onStep, onProblem }: PasskeyButtonProps) {
  const { passkeys } = useWords();
  const [prompting, setPrompting] = useState(false);
  const { busy, run } = useTask();
  if (!knowsPasskeys()) return null;
  const press = async () => {
    onProblem(undefined);
    setPrompting(true);
    const answer = await signInWithPasskey(trip.interactionId, { autofill: false });
    setPrompting(false);
    if (answer?.ok) onStep(answer.value);
    else if (answer) onProblem(trip.refuse(answer.problem));
  };
  return (
    <div className="passkey">
      <p className="or">
        <span>{passkeys.or}</span>
      </p>
      <Button kind="equal" busy={busy} onPress={() => run(press)}>
        {passkeys.signIn}
      </Button>
      <p role="status" className="progress">
        {prompting ? passkeys.follow : ''}
      </p>
    </div>
  );
}
