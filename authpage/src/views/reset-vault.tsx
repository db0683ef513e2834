import { useState } from 'react';
import type { PageProblem } from '../api.ts';
import { RecoveryField } from '../keys/recovery-field.tsx';
import { knowsPasskeys } from '../passkeys/support.ts';
import { Button } from '../parts/button.tsx';
import { Checkbox } from '../parts/checkbox.tsx';
import { useKeyWords } from '../words/keys/key-words.tsx';
import type { Trip } from './trip.ts';
import type { VaultChoice } from './use-reset-vault.ts';

interface ResetVaultProps {
  readonly trip: Trip;
  readonly vault: VaultChoice;
  readonly busy: boolean;
  readonly onProblem: (problem: PageProblem | undefined) => void;
}

/** A letter proves the address, and opens no vault: said before the new password, with every way to keep it. */
export function ResetVault({ trip, vault, busy, onProblem }: ResetVaultProps) {
  const { newKeys, unlock } = useKeyWords();
  const [asking, setAsking] = useState(false);
  const { keys } = vault;
  if (keys?.at === 'open') return <p className="note">{newKeys.stays}</p>;
  if (keys?.at !== 'locked') return null;
  const byPasskey = (keys.current?.passkeys.length ?? 0) > 0 && knowsPasskeys();
  const press = async () => {
    onProblem(undefined);
    setAsking(true);
    const problem = await vault.openWithPasskey(keys);
    setAsking(false);
    if (problem) onProblem(trip.refuse(problem));
  };
  return (
    <section className="losses" aria-labelledby="vault-before">
      <h2 id="vault-before">{newKeys.title}</h2>
      <p>{newKeys.willLock}</p>
      {keys.hasRecovery && (
        <RecoveryField
          value={vault.text}
          onValue={vault.setText}
          error={vault.error}
          readOnly={busy || vault.without}
        />
      )}
      {byPasskey && (
        <Button kind="equal" busy={busy || asking} onPress={() => void press()}>
          {unlock.byPasskey}
        </Button>
      )}
      <Checkbox
        id="without-vault"
        label={newKeys.without}
        hint={newKeys.withoutText}
        error={keys.hasRecovery ? undefined : vault.error}
        checked={vault.without}
        onChecked={vault.setWithout}
      />
    </section>
  );
}
