import { useState } from 'react';
import type { KeysState } from '../../../../contract/keys.ts';
import type { Result } from '../../api.ts';
import { PasswordProof } from '../../keys/password-proof.tsx';
import { RecoveryForm } from '../../keys/recovery-form.tsx';
import { Button } from '../../parts/button.tsx';
import { useAct } from '../../views/use-act.ts';
import { useKeyWords } from '../../words/keys/key-words.tsx';
import { useDateLocale } from '../../words/words.ts';
import { useVaultWords } from '../../words/vault/vault-words.tsx';
import { useConsole } from '../console.ts';
import { Facts, Panel, Row } from '../panel.tsx';
import { Time } from '../time.tsx';
import { reopenByPassword, reopenByRecovery } from './reopen.ts';

interface OlderPanelProps {
  readonly state: KeysState;
  readonly onState: (state: KeysState) => void;
}

type OlderKey = KeysState['older'][number];

/** Keys that a reset left behind: what opened them then opens them again, for good. */
export function OlderPanel({ state, onState }: OlderPanelProps) {
  const { vault } = useVaultWords();
  const [said, setSaid] = useState('');
  const reopened = (next: KeysState) => {
    setSaid(vault.reopened);
    onState(next);
  };
  if (state.older.length === 0) return null;
  return (
    <Panel title={vault.olderTitle} lead={vault.olderLead}>
      <p role="status" className="said">
        {said}
      </p>
      <ul className="rows">
        {state.older.map((older) => (
          <OlderRow key={older.generation} state={state} older={older} onState={reopened} />
        ))}
      </ul>
    </Panel>
  );
}

function OlderRow({ state, older, onState }: OlderPanelProps & { readonly older: OlderKey }) {
  const { vault } = useVaultWords();
  const { unlock } = useKeyWords();
  const { refuse } = useConsole();
  const locale = useDateLocale();
  const [way, setWay] = useState<'password' | 'recovery'>();
  const { busy, problem, act } = useAct({ refuse });
  const { createdAtSeconds, lockedUntilSeconds, successor, byPassword, byRecovery } = older;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(createdAtSeconds * 1000);
  const open = (ask: () => Promise<Result<KeysState>>) => act(ask, onState);
  const { accountId } = state;
  const first = byPassword ? 'password' : 'recovery';
  const can = successor === undefined && (byPassword || byRecovery);
  return (
    <Row
      acts={
        can &&
        way === undefined && (
          <Button kind="equal" name={vault.reopenOf(day)} onPress={() => setWay(first)}>
            {vault.reopen}
          </Button>
        )
      }
    >
      <p className="row-name">{vault.olderOf(day)}</p>
      <Facts>
        {successor !== undefined && <span>{vault.olderOpen}</span>}
        {successor === undefined && lockedUntilSeconds !== undefined && (
          <Time atSeconds={lockedUntilSeconds} inWords={vault.olderUntil} />
        )}
      </Facts>
      {way === 'password' && (
        <PasswordProof
          busy={busy}
          problem={problem}
          label={unlock.open}
          hint={vault.oldPassword}
          onPassword={(password) => open(() => reopenByPassword(accountId, older.generation, password))}
        />
      )}
      {way === 'recovery' && (
        <RecoveryForm
          busy={busy}
          problem={problem}
          onText={(text) => open(() => reopenByRecovery(accountId, older.generation, text))}
        />
      )}
      {way !== undefined && byPassword && byRecovery && (
        <p className="ways">
          <button
            type="button"
            className="link"
            onClick={() => setWay(way === 'password' ? 'recovery' : 'password')}
          >
            {way === 'password' ? unlock.byRecovery : unlock.byPassword}
          </button>
        </p>
      )}
    </Row>
  );
}
