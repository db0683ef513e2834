import type { AccountHome } from '../../../contract/account.ts';
import { call } from '../api.ts';
import { useAccountWords } from '../words/account/account-words.tsx';
import { AskFirst } from './ask-first.tsx';
import { useConsole } from './console.ts';
import { Empty, Facts, Panel, Row } from './panel.tsx';
import { recordTypeTitle } from './record-words.ts';
import { Time } from './time.tsx';
import { useOlder } from './use-older.tsx';

type KeptRecord = AccountHome['records'][number];

/** What apps keep in the account, masked, newest first; each can be thrown away. */
export function RecordsPanel() {
  const { home } = useConsole();
  const { records: words } = useAccountWords();
  const { rows, showMore } = useOlder({ rows: home.records, more: home.moreRecords }, olderRecords);

  return (
    <Panel title={words.title} lead={words.lead}>
      {rows.length === 0 ? (
        <Empty>{words.none}</Empty>
      ) : (
        <ul className="rows">
          {rows.map((record) => (
            <RecordRow key={record.id} record={record} />
          ))}
        </ul>
      )}
      {showMore(words.more)}
    </Panel>
  );
}

async function olderRecords(before: string) {
  const answer = await call('/account/records', { before });
  if (!answer.ok) return answer;
  const { records: rows, moreRecords: more } = answer.value;
  return { ok: true, value: { rows, more } } as const;
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
