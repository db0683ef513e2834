import { useState } from 'react';
import type { KeysState } from '../../../../contract/keys.ts';
import { type PageProblem, type Result, call } from '../../api.ts';
import { guarded } from '../../keys/guarded.ts';
import { askVault } from '../../keys/keeper.ts';
import { keyOwner } from '../../keys/key-owner.ts';
import { askPasskey } from '../../keys/local-passkey.ts';
import type { CurrentKey } from '../../keys/open-key.ts';
import { Alert } from '../../parts/alert.tsx';
import { Button } from '../../parts/button.tsx';
import { useTask } from '../../parts/use-task.ts';
import { useKeyWords } from '../../words/keys/key-words.tsx';
import { AskFirst } from '../ask-first.tsx';
import { useVaultWords } from '../../words/vault/vault-words.tsx';
import { useConsole } from '../console.ts';
import { Facts, Panel, Row } from '../panel.tsx';
import { Time } from '../time.tsx';
import type { VaultPage } from './use-vault-page.ts';

interface WaysPanelProps {
  readonly state: KeysState;
  readonly current: CurrentKey;
  readonly page: VaultPage;
}

/** What opens the vault: each passkey can, a recovery key should. */
export function WaysPanel({ state, current, page }: WaysPanelProps) {
  const { refuse } = useConsole();
  const { vault } = useVaultWords();
  const { unlock } = useKeyWords();
  const [problem, setProblem] = useState<PageProblem>();
  const [said, setSaid] = useState('');
  const { busy, run } = useTask();
  const change = (ask: () => Promise<Result<KeysState> | undefined>, done: string) =>
    run(async () => {
      setProblem(undefined);
      setSaid('');
      const answer = await ask();
      if (answer?.ok === false) setProblem(refuse(answer.problem));
      if (!answer?.ok) return;
      page.open(answer.value);
      setSaid(done);
    });
  const made = current.recoveryMadeAtSeconds;
  const makeRecovery = () => page.renew(state);
  return (
    <Panel title={vault.waysTitle} lead={vault.waysLead}>
      <Alert problem={problem} />
      <p role="status" className="said">
        {said}
      </p>
      <ul className="rows">
        {state.hasPassword && (
          <Row>
            <p className="row-name">{vault.password}</p>
            <Facts>
              <span>{current.opaque === undefined ? vault.opensNot : vault.opens}</span>
            </Facts>
          </Row>
        )}
        {state.passkeys.map((passkey) => (
          <PasskeyWay key={passkey.credentialId} {...{ passkey, current, busy, change }} state={state} />
        ))}
        <Row
          acts={
            made === undefined ? (
              <Button kind="equal" busy={busy} onPress={makeRecovery}>
                {vault.makeRecovery}
              </Button>
            ) : (
              <AskFirst
                label={vault.replaceRecovery}
                title={vault.replaceRecoveryTitle}
                onConfirm={makeRecovery}
              >
                <p>{vault.replaceRecoveryText}</p>
              </AskFirst>
            )
          }
        >
          <p className="row-name">{unlock.recoveryKey}</p>
          <Facts>
            {made === undefined ? (
              <span>{vault.noRecovery}</span>
            ) : (
              <Time atSeconds={made} inWords={vault.recoveryMade} />
            )}
          </Facts>
        </Row>
      </ul>
    </Panel>
  );
}

interface PasskeyWayProps extends Omit<WaysPanelProps, 'page'> {
  readonly passkey: KeysState['passkeys'][number];
  readonly busy: boolean;
  readonly change: (ask: () => Promise<Result<KeysState> | undefined>, done: string) => void;
}

function PasskeyWay({ state, current, passkey, busy, change }: PasskeyWayProps) {
  const { vault } = useVaultWords();
  const { credentialId, label } = passkey;
  const opens = current.passkeys.some((wrap) => wrap.credentialId === credentialId);
  const turnOff = () => change(() => turnOffWrap(state.accountId, credentialId), vault.turnedOff(label));
  return (
    <Row
      acts={
        opens ? (
          <AskFirst
            label={vault.turnOff}
            name={vault.turnOffOf(label)}
            title={vault.turnOffTitle(label)}
            onConfirm={turnOff}
          >
            <p>{vault.turnOffText}</p>
          </AskFirst>
        ) : (
          <Button
            kind="equal"
            name={vault.turnOnOf(label)}
            busy={busy}
            onPress={() => change(() => turnOn(state.accountId, credentialId), vault.turnedOn(label))}
          >
            {vault.turnOn}
          </Button>
        )
      }
    >
      <p>
        <bdi className="row-name">{label}</bdi>
      </p>
      <Facts>
        <span>{opens ? vault.opens : vault.opensNot}</span>
      </Facts>
    </Row>
  );
}

/** The open key says who asks: somebody with a session alone takes no way in. */
function turnOffWrap(accountId: string, credentialId: string): Promise<Result<KeysState>> {
  return guarded<KeysState>(async () => {
    const shown = await askVault('prove-key', keyOwner(accountId));
    return call('/account/keys/passkey/remove', { ...shown, credentialId });
  });
}

/** The passkey is asked for what it derives; the open key is sealed so that this opens it. */
async function turnOn(accountId: string, credentialId: string): Promise<Result<KeysState> | undefined> {
  const asked = await askPasskey([credentialId]);
  if (!asked?.ok) return asked;
  return guarded(async () => {
    const { prf } = asked.value;
    const { wrap, ...made } = await askVault('wrap-passkey', { ...keyOwner(accountId), credentialId, prf });
    return call('/account/keys/passkey', { ...made, passkey: wrap });
  });
}
