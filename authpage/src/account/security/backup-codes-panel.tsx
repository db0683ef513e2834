import { Button } from '../../parts/button.tsx';
import { useAccountWords } from '../../words/account/account-words.tsx';
import { AskFirst } from '../ask-first.tsx';
import { useConsole } from '../console.ts';
import { Empty, Facts, Panel, Row } from '../panel.tsx';
import { Time } from '../time.tsx';

const FEW = 3;

/** The codes on paper: how many are left, and new ones. */
export function BackupCodesPanel() {
  const { home, busy, begin } = useConsole();
  const { security } = useAccountWords();
  const codes = home.factors.find(({ kind }) => kind === 'backup-codes');
  const make = () => begin('add-factor', 'backup-codes');
  if (!codes) {
    return (
      <Panel title={security.backup} lead={security.backupLead}>
        <Empty>{security.noBackup}</Empty>
        <div className="acts">
          <Button kind="equal" busy={busy} onPress={make}>
            {security.makeBackup}
          </Button>
        </div>
      </Panel>
    );
  }
  const left = codes.left ?? 0;
  return (
    <Panel title={security.backup} lead={security.backupLead}>
      <ul className="rows">
        <Row
          acts={
            <AskFirst label={security.renewBackup} title={security.renewBackupTitle} onConfirm={make}>
              <p>{security.renewBackupText}</p>
            </AskFirst>
          }
        >
          <p className="row-name">{security.backupLeft(left)}</p>
          <Facts>
            <Time atSeconds={codes.createdAtSeconds} inWords={security.madeOn} />
          </Facts>
        </Row>
      </ul>
      {left <= FEW && <p className="note">{security.backupFew}</p>}
    </Panel>
  );
}
