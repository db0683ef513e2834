import { Button } from '../../parts/button.tsx';
import { useAccountWords } from '../../words/account/account-words.tsx';
import { AskFirst } from '../ask-first.tsx';
import { useConsole } from '../console.ts';
import { Empty, Panel } from '../panel.tsx';
import { Time } from '../time.tsx';

/** The password, or that there is none. */
export function PasswordPanel() {
  const { home, busy, begin } = useConsole();
  const { security } = useAccountWords();
  const { passwordSetAtSeconds: since, factors } = home;
  const change = () => begin('change-password');
  if (since === undefined) {
    return (
      <Panel title={security.password}>
        <Empty>{security.noPassword}</Empty>
        <div className="acts">
          <Button kind="equal" busy={busy} onPress={change}>
            {security.setPassword}
          </Button>
        </div>
      </Panel>
    );
  }
  return (
    <Panel title={security.password} lead={security.passwordLead}>
      <p className="hint">
        <Time atSeconds={since} inWords={security.passwordSince} />
      </p>
      <div className="acts">
        <Button kind="equal" busy={busy} onPress={change}>
          {security.changePassword}
        </Button>
        {factors.some(({ kind }) => kind === 'passkey') && (
          <AskFirst
            label={security.alone}
            title={security.aloneTitle}
            act={security.aloneAct}
            onConfirm={() => begin('remove-password')}
          >
            <p>{security.aloneText}</p>
          </AskFirst>
        )}
      </div>
    </Panel>
  );
}
