import { useState } from 'react';
import type { Result } from '../api.ts';
import { knowsPasskeys } from '../passkeys/support.ts';
import { Checkbox } from '../parts/checkbox.tsx';
import { type Trip } from '../views/trip.ts';
import { useAct } from '../views/use-act.ts';
import { useKeyWords } from '../words/keys/key-words.tsx';
import {
  type Locked,
  type Opening,
  type Recover,
  openByPasskey,
  openByPassword,
  openByRecovery,
} from './open-key.ts';
import { keepOnDevice } from './on-device.ts';
import { PasskeyForm } from './passkey-form.tsx';
import { PasswordProof } from './password-proof.tsx';
import { RecoveryForm } from './recovery-form.tsx';

/** What may open a key that is locked. */
export type Way = 'password' | 'passkey' | 'recovery';

interface UnlockFormsProps extends Pick<Trip, 'refuse'> {
  readonly locked: Locked;
  readonly recover: Recover;
  /** Somebody may say that it stays open on this device. */
  readonly mayStay?: boolean;
  readonly onOpened: (way: Way, opening: Opening) => void;
}

/** Every way there is to open the key, the usual one first; the others are a press away. */
export function UnlockForms({ locked, recover, mayStay = false, onOpened, refuse }: UnlockFormsProps) {
  const { unlock } = useKeyWords();
  const ways = waysOf(locked);
  const [chosen, setChosen] = useState<Way>();
  const [stays, setStays] = useState(false);
  const { busy, problem, setProblem, act } = useAct({ refuse });
  const way = chosen ?? ways[0];
  if (way === undefined) return <p className="note">{unlock.noWay}</p>;

  const open = (ask: () => Promise<Result<Opening> | undefined>) =>
    act(
      async () => {
        const opened = await ask();
        if (!opened?.ok || !stays) return opened;
        const state = (await keepOnDevice(locked.accountId)) ?? opened.value.state;
        return { ok: true, value: state === undefined ? {} : { state } };
      },
      (opening) => onOpened(way, opening),
    );
  const recovery = { accountId: locked.accountId, generation: locked.current.generation };
  const labels = {
    password: unlock.byPassword,
    passkey: unlock.byPasskey,
    recovery: unlock.byRecovery,
  } as const;
  const stay = mayStay && (
    <Checkbox id="stay-open" label={unlock.stay} hint={unlock.stayHint} checked={stays} onChecked={setStays} />
  );
  return (
    <div className="unlock">
      {way === 'password' && (
        <PasswordProof
          busy={busy}
          problem={problem}
          label={unlock.open}
          onPassword={(password) => open(() => openByPassword(locked, password))}
        >
          {stay}
        </PasswordProof>
      )}
      {way === 'passkey' && (
        <PasskeyForm
          busy={busy}
          problem={problem}
          label={unlock.byPasskey}
          onPress={() => open(() => openByPasskey(locked))}
        >
          {stay}
        </PasskeyForm>
      )}
      {way === 'recovery' && (
        <RecoveryForm
          busy={busy}
          problem={problem}
          onText={(text) => open(() => openByRecovery(recovery, text, recover))}
        >
          {stay}
        </RecoveryForm>
      )}
      {ways.length > 1 && (
        <p className="ways">
          {ways
            .filter((other) => other !== way)
            .map((other) => (
              <button
                key={other}
                type="button"
                className="link"
                onClick={() => {
                  setProblem(undefined);
                  setChosen(other);
                }}
              >
                {labels[other]}
              </button>
            ))}
        </p>
      )}
    </div>
  );
}

/** Most of them have a password at hand. */
function waysOf({ current }: Locked): readonly Way[] {
  const can: Readonly<Record<Way, boolean>> = {
    password: current.opaque !== undefined,
    passkey: current.passkeys.length > 0 && knowsPasskeys(),
    recovery: current.recoveryMadeAtSeconds !== undefined,
  };
  return (['password', 'passkey', 'recovery'] as const).filter((way) => can[way]);
}
