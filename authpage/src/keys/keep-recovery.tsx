import type { KeysState } from '../../../contract/keys.ts';
import type { Trip } from '../views/trip.ts';
import { useAct } from '../views/use-act.ts';
import { useKeyWords } from '../words/keys/key-words.tsx';
import type { NewRecovery } from './new-recovery.ts';
import { RecoveryKeySheet } from './recovery-key-sheet.tsx';

interface KeepRecoveryProps extends Pick<Trip, 'refuse'> {
  readonly made: NewRecovery;
  /** The one before was used: there is no way on but this. */
  readonly used: boolean;
  readonly email: string;
  readonly onKept: (state: KeysState) => void;
}

/** A new recovery key, which counts from when somebody says that it is kept. */
export function KeepRecovery({ made, used, email, onKept, refuse }: KeepRecoveryProps) {
  const { recoverySheet } = useKeyWords();
  const { busy, problem, act } = useAct({ refuse });
  return (
    <>
      {used && <p className="note">{recoverySheet.used}</p>}
      <RecoveryKeySheet
        text={made.text}
        email={email}
        counts={recoverySheet.counts}
        busy={busy}
        problem={problem}
        onKept={() => act(made.keep, onKept)}
      />
    </>
  );
}
