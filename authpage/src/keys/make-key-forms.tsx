import { useState } from 'react';
import type { KeysState } from '../../../contract/keys.ts';
import type { Result } from '../api.ts';
import { knowsPasskeys } from '../passkeys/support.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Form } from '../parts/form.tsx';
import type { Trip } from '../views/trip.ts';
import { useAct } from '../views/use-act.ts';
import { useKeyWords } from '../words/keys/key-words.tsx';
import { useWords } from '../words/words.ts';
import { canMakeAtOnce, makeAtOnce, makeByPasskey, makeByPassword } from './make-key.ts';
import { PasskeyForm } from './passkey-form.tsx';
import { PasswordProof } from './password-proof.tsx';

interface MakeKeyFormsProps extends Pick<Trip, 'refuse'> {
  readonly state: KeysState;
  readonly onMade: (state: KeysState) => void;
}

/** The first key of an account, which somebody has to ask for: a server that says "none yet" makes none by that. */
export function MakeKeyForms({ state, onMade, refuse }: MakeKeyFormsProps) {
  const { common } = useWords();
  const { makeKey } = useKeyWords();
  const [atOnce] = useState(canMakeAtOnce);
  const { busy, problem, act } = useAct({ refuse });
  const make = (ask: () => Promise<Result<KeysState> | undefined>) => act(ask, onMade);
  const byPasskey = state.passkeys.length > 0 && knowsPasskeys();
  return (
    <div className="unlock">
      <p>{makeKey.lead}</p>
      {atOnce && (
        <Form busy={busy} onSubmit={() => make(() => makeAtOnce(state))} progress={common.working}>
          <Alert problem={problem} />
          <Button busy={busy}>{makeKey.make}</Button>
        </Form>
      )}
      {!atOnce && state.hasPassword && (
        <PasswordProof
          busy={busy}
          problem={problem}
          label={makeKey.make}
          hint={makeKey.why}
          onPassword={(password) => make(() => makeByPassword(state, password))}
        />
      )}
      {!atOnce && byPasskey && (
        <PasskeyForm
          busy={busy}
          problem={state.hasPassword ? undefined : problem}
          label={makeKey.byPasskey}
          second={state.hasPassword}
          onPress={() => make(() => makeByPasskey(state))}
        />
      )}
    </div>
  );
}
