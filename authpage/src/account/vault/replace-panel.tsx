import { useState } from 'react';
import type { KeysState } from '../../../../contract/keys.ts';
import { type Result, call } from '../../api.ts';
import { rememberGeneration } from '../../keys/generation-memory.ts';
import { guarded } from '../../keys/guarded.ts';
import { forgetExport, lockVault } from '../../keys/held.ts';
import { askVault } from '../../keys/keeper.ts';
import { keyOwner } from '../../keys/key-owner.ts';
import { type NewRecovery, newRecovery } from '../../keys/new-recovery.ts';
import { forgetOnDevice } from '../../keys/on-device.ts';
import { type CurrentKey, seenOf } from '../../keys/open-key.ts';
import { PasskeyForm } from '../../keys/passkey-form.tsx';
import { PasswordProof } from '../../keys/password-proof.tsx';
import { loginForKey } from '../../opaque/key-login.ts';
import { Button } from '../../parts/button.tsx';
import { useAct } from '../../views/use-act.ts';
import { useKeyWords } from '../../words/keys/key-words.tsx';
import { useVaultWords } from '../../words/vault/vault-words.tsx';
import { useConsole } from '../console.ts';
import { Panel } from '../panel.tsx';
import type { VaultPage } from './use-vault-page.ts';

interface ReplacePanelProps {
  readonly state: KeysState;
  readonly current: CurrentKey;
  readonly page: VaultPage;
}

/** Another key, where somebody else may know the one in use. The password is asked for: the new key is locked with it. */
export function ReplacePanel({ state, current, page }: ReplacePanelProps) {
  const { refuse } = useConsole();
  const { vault } = useVaultWords();
  const { makeKey } = useKeyWords();
  const [asked, setAsked] = useState(false);
  const { busy, problem, act } = useAct({ refuse });
  const go = (password: string | undefined) =>
    act(
      () => replace(state, current, password),
      (made) => page.keep(made),
    );
  const form = state.hasPassword ? (
    <PasswordProof
      busy={busy}
      problem={problem}
      label={vault.replaceAct}
      hint={makeKey.why}
      onPassword={go}
    />
  ) : (
    <PasskeyForm
      busy={busy}
      problem={problem}
      label={vault.replaceAct}
      second
      onPress={() => go(undefined)}
    />
  );
  return (
    <Panel title={vault.replaceTitle} lead={vault.replaceLead}>
      {asked ? (
        form
      ) : (
        <div className="acts">
          <Button kind="equal" onPress={() => setAsked(true)}>
            {vault.replaceTitle}
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** Out comes another recovery key: the one before is of the old key. */
function replace(
  { accountId }: KeysState,
  current: CurrentKey,
  password: string | undefined,
): Promise<Result<NewRecovery>> {
  return guarded<NewRecovery>(async () => {
    if (password === undefined) forgetExport('proved');
    else {
      const proved = await loginForKey(password);
      if (!proved.ok) return proved;
    }
    const { generation, passkeys } = current;
    const owner = keyOwner(accountId);
    const wraps = passkeys.map(({ label: _label, ...wrap }) => wrap);
    const made = await askVault('replace', { ...owner, passkeys: wraps });
    const { generation: next, opaque, ...rest } = made;
    const answer = await call('/account/keys/replace', {
      ...rest,
      generation,
      passkeys: [...rest.passkeys],
      ...(opaque !== undefined && { opaque, ...seenOf(current) }),
    });
    if (!answer.ok) {
      // The worker holds a key by now that nobody keeps.
      lockVault();
      return answer;
    }
    rememberGeneration(accountId, next);
    // It stayed open with the key of before.
    await forgetOnDevice(accountId);
    return newRecovery(accountId);
  });
}
