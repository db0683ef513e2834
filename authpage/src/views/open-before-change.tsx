import { useState } from 'react';
import { call } from '../api.ts';
import type { KeysBefore, LockedBefore } from '../keys/keys-before.ts';
import { UnlockForms, type Way } from '../keys/unlock-forms.tsx';
import { Button } from '../parts/button.tsx';
import { Checkbox } from '../parts/checkbox.tsx';
import { useKeyWords } from '../words/keys/key-words.tsx';
import { useWords } from '../words/words.ts';
import type { Trip } from './trip.ts';

interface OpenBeforeChangeProps {
  readonly trip: Trip;
  readonly locked: LockedBefore;
  readonly onKeys: (keys: KeysBefore) => void;
  /** Somebody said that the vault stays behind. */
  readonly onLeave: () => void;
}

/** The page was loaded anew since the proof: the vault is opened first, or left behind in so many words. */
export function OpenBeforeChange({ trip, locked, onKeys, onLeave }: OpenBeforeChangeProps) {
  const { common } = useWords();
  const { newKeys } = useKeyWords();
  const [without, setWithout] = useState(false);
  const { accountId, generation, current } = locked;
  const opened = (way: Way) => {
    const recoveryUsed = way === 'recovery' || locked.recoveryUsed;
    onKeys({ at: 'open', accountId, generation, recoveryUsed });
  };
  return (
    <>
      <p className="lead">{newKeys.toChange}</p>
      {current && (
        <UnlockForms
          locked={{ accountId, current }}
          refuse={trip.refuse}
          recover={(shown) => call('/interaction/:id/keys/recover', shown, trip.interactionId)}
          onOpened={opened}
        />
      )}
      <Checkbox
        id="without-vault"
        label={newKeys.without}
        hint={newKeys.withoutText}
        checked={without}
        onChecked={setWithout}
      />
      {without && (
        <Button kind="danger" onPress={onLeave}>
          {common.continue}
        </Button>
      )}
    </>
  );
}
