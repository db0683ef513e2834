import { useState } from 'react';
import type { AccountHome } from '../../../contract/account.ts';
import { type PageProblem, call } from '../api.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { useTask } from '../parts/use-task.ts';
import { useAccountWords } from '../words/account/account-words.tsx';
import { AskFirst } from './ask-first.tsx';
import { useConsole } from './console.ts';
import { Empty, Facts, Panel, Row } from './panel.tsx';
import { recordTypeTitle } from './record-words.ts';
import { Time } from './time.tsx';

type KeptRecord = AccountHome['records'][number];

/** What apps keep in the account, masked, newest first; each can be thrown away. */
export function RecordsPanel() {
  const { home, refuse } = useConsole();
  const { records: words } = useAccountWords();
  const [older, setOlder] = useState({ after: home.records, records: home.records, more: home.moreRecords });
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();
  // The page was told anew: what lay below is asked for again.
  const shown = older.after === home.records ? older : { records: home.records, more: home.moreRecords };

  const showMore = (before: string) =>
    run(async () => {
      setProblem(undefined);
      const answer = await call('/account/records', { before });
      if (!answer.ok) return setProblem(refuse(answer.problem));
      const { records, moreRecords } = answer.value;
      setOlder({ after: home.records, records: [...shown.records, ...records], more: moreRecords });
    });

  const { more } = shown;
  return (
    <Panel title={words.title} lead={words.lead}>
      {shown.records.length === 0 ? (
        <Empty>{words.none}</Empty>
      ) : (
        <ul className="rows">
          {shown.records.map((record) => (
            <RecordRow key={record.id} record={record} />
          ))}
        </ul>
      )}
      <Alert problem={problem} />
      {more !== undefined && (
        <div className="acts">
          <Button kind="equal" busy={busy} onPress={() => showMore(more)}>
            {words.more}
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** Deleting names what is lost and asks once more. */
function RecordRow({ record }: { readonly record: KeptRecord }) {
  const { id, type, masked, clientName, createdAtSeconds } = record;
  const { change } = useConsole();
  const { records: words } = useAccountWords();
  const title = recordTypeTitle(type, words);
  // Two cards are told apart by what is shown of them.
  const what = masked === undefined ? title : `${title} ${masked}`;
  const remove = () => change(() => call('/account/records/delete', { recordId: id }), words.deleted);
  return (
    <Row
      acts={
        <AskFirst
          label={words.delete}
          name={words.deleteOf(what)}
          title={words.deleteTitle(what)}
          act={words.delete}
          onConfirm={remove}
        >
          <p>{words.willLose}</p>
        </AskFirst>
      }
    >
      <p>
        <bdi className="row-name">{title}</bdi> <bdi>{masked ?? words.unreadable}</bdi>
      </p>
      <Facts>
        <span>{clientName === undefined ? words.gone : words.keptBy(clientName)}</span>
        <Time atSeconds={createdAtSeconds} inWords={words.keptOn} />
      </Facts>
    </Row>
  );
}
