import { useEffect, useState } from 'react';
import type { KeysState } from '../../../../contract/keys.ts';
import { type PageProblem, call } from '../../api.ts';
import { Alert } from '../../parts/alert.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { useTask } from '../../parts/use-task.ts';
import { useWords } from '../../words/words.ts';
import { useVaultWords } from '../../words/vault/vault-words.tsx';
import { useConsole } from '../console.ts';
import { Empty, Panel } from '../panel.tsx';
import { ItemForm } from './item-form.tsx';
import { ItemRow } from './item-row.tsx';
import { type KeptItem, readAll } from './kept-items.ts';
import { EMPTY } from './own-item.ts';

/** Fewer are seen at a glance. */
const SEARCHED_FROM = 4;
/** Of thousands, which a browser would draw for seconds; the others are found by searching, or asked for. */
const ROWS = 100;

/** What somebody keeps, opened in this browser: to look at, to change, to delete. */
export function ItemsPanel({ state }: { readonly state: KeysState }) {
  const { refuse } = useConsole();
  const { common } = useWords();
  const { vault } = useVaultWords();
  const [items, setItems] = useState<readonly KeptItem[]>();
  const [problem, setProblem] = useState<PageProblem>();
  const [said, setSaid] = useState('');
  const [adding, setAdding] = useState(false);
  const [wanted, setWanted] = useState('');
  const [rows, setRows] = useState(ROWS);
  const { busy, run } = useTask();

  const read = () =>
    run(async () => {
      setProblem(undefined);
      const answer = await readAll(state);
      if (answer.ok) setItems(answer.value);
      else setProblem(refuse(answer.problem));
    });
  // Anew where another key is open than before.
  useEffect(read, [state]);

  const onKept = (kept: KeptItem) => {
    setItems((before = []) => [kept, ...before.filter(({ id }) => id !== kept.id)]);
    setAdding(false);
    setSaid(vault.saved(kept.item?.title ?? ''));
  };
  const remove = ({ id, revision, item }: KeptItem) =>
    run(async () => {
      setProblem(undefined);
      const answer = await call('/account/vault/delete', { id, ifMatch: revision });
      if (!answer.ok) return setProblem(refuse(answer.problem));
      setItems((before = []) => before.filter((other) => other.id !== id));
      setSaid(vault.deleted(item?.title ?? vault.unreadable));
    });

  const shown = items?.filter(({ item }) => matches(item, wanted)) ?? [];
  return (
    <Panel title={vault.itemsTitle} lead={vault.itemsLead}>
      <Alert problem={problem} />
      <p role="status" className="said">
        {said}
      </p>
      {items && items.length >= SEARCHED_FROM && (
        <Field
          id="vault-search"
          type="search"
          label={vault.search}
          value={wanted}
          onValue={setWanted}
          autoComplete="off"
          dir="auto"
        />
      )}
      {items && shown.length === 0 && <Empty>{items.length === 0 ? vault.none : vault.noMatch}</Empty>}
      <ul className="rows">
        {shown.slice(0, rows).map((kept) => (
          <ItemRow key={kept.id} state={state} kept={kept} onKept={onKept} onDelete={() => remove(kept)} />
        ))}
      </ul>
      {adding && items && (
        <ItemForm
          accountId={state.accountId}
          first={EMPTY}
          onKept={onKept}
          onCancel={() => setAdding(false)}
        />
      )}
      <div className="acts">
        {shown.length > rows && (
          <Button kind="equal" onPress={() => setRows(rows + ROWS)}>
            {vault.more}
          </Button>
        )}
        {items && !adding && (
          <Button kind="equal" busy={busy} onPress={() => setAdding(true)}>
            {vault.add}
          </Button>
        )}
        {!items && !busy && (
          <Button kind="equal" onPress={read}>
            {common.tryAgain}
          </Button>
        )}
      </div>
    </Panel>
  );
}

/** Titles and user names alone: what is secret is not looked through while somebody types. */
function matches(item: KeptItem['item'], wanted: string): boolean {
  const words = `${item?.title ?? ''} ${item?.user ?? ''}`.toLocaleLowerCase();
  return words.includes(wanted.trim().toLocaleLowerCase());
}
