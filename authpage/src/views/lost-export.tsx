import { call } from '../api.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { useKeyWords } from '../words/keys/key-words.tsx';
import type { Trip } from './trip.ts';
import { useAct } from './use-act.ts';

/** A reload took what opens the vault with it: the sign-in before it gives it anew. */
export function LostExport({ trip }: { readonly trip: Trip }) {
  const { newKeys } = useKeyWords();
  const { busy, problem, act } = useAct(trip);
  const again = () =>
    act(
      () => call('/interaction/:id/switch-account', {}, trip.interactionId),
      ({ step }) => trip.proceed(step),
    );
  return (
    <>
      <p className="lead">{newKeys.reloaded}</p>
      <Alert problem={problem} />
      <Button busy={busy} onPress={again}>
        {newKeys.signInAgain}
      </Button>
    </>
  );
}
