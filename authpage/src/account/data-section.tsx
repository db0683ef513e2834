import { Button } from '../parts/button.tsx';
import { useAccountWords } from '../words/account/account-words.tsx';
import { AskFirst } from './ask-first.tsx';
import { useConsole } from './console.ts';
import { Panel } from './panel.tsx';
import { RecordsPanel } from './records-panel.tsx';

/** Everything that is kept about somebody: to take along, or to be deleted for good. */
export function DataSection() {
  const { home, busy, begin } = useConsole();
  const { data } = useAccountWords();
  return (
    <>
      <RecordsPanel />
      <Panel title={data.exportTitle} lead={data.exportLead}>
        <p className="hint">{data.exportHint}</p>
        <div className="acts">
          <Button kind="equal" busy={busy} onPress={() => begin('export')}>
            {data.export}
          </Button>
        </div>
      </Panel>
      <Panel title={data.deleteTitle} lead={data.deleteLead}>
        <p className="hint">{data.grace}</p>
        <div className="acts">
          <AskFirst
            label={data.delete}
            title={data.deleteAsk}
            act={data.deleteContinue}
            onConfirm={() => begin('delete-account')}
          >
            <p>{data.loses}</p>
            <ul className="scopes">
              <li>{data.losesProfile}</li>
              <li>{data.losesWays}</li>
              {home.clients.length > 0 && <li>{data.losesApps(home.clients.length)}</li>}
              {home.records.length > 0 && <li>{data.losesRecords}</li>}
              <li>{data.losesEvents}</li>
            </ul>
            <p>{data.grace}</p>
          </AskFirst>
        </div>
      </Panel>
    </>
  );
}
