import { Button } from '../../parts/button.tsx';
import { useAccountWords } from '../../words/account/account-words.tsx';
import { useConsole } from '../console.ts';
import { Empty, Panel } from '../panel.tsx';
import { PasskeyRow } from './passkey-row.tsx';

/** The passkeys, each by the name its owner gave it. */
export function PasskeysPanel() {
  const { home, busy, begin } = useConsole();
  const { security } = useAccountWords();
  const passkeys = home.factors.filter(({ kind }) => kind === 'passkey');
  return (
    <Panel title={security.passkeys} lead={security.passkeysLead}>
      {passkeys.length === 0 ? (
        <Empty>{security.noPasskeys}</Empty>
      ) : (
        <ul className="rows">
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      )}
      <div className="acts">
        <Button kind="equal" busy={busy} onPress={() => begin('add-factor', 'passkey')}>
          {security.addPasskey}
        </Button>
      </div>
    </Panel>
  );
}
