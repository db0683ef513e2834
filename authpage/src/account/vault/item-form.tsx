import { useRef, useState } from 'react';
import type { PageProblem } from '../../api.ts';
import { Alert } from '../../parts/alert.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { useTask } from '../../parts/use-task.ts';
import { useWords } from '../../words/words.ts';
import { useVaultWords } from '../../words/vault/vault-words.tsx';
import { useConsole } from '../console.ts';
import { type KeptItem, keepItem } from './kept-items.ts';
import { type OwnItem, itemKinds, writeItem } from './own-item.ts';

interface ItemFormProps {
  readonly accountId: string;
  readonly first: OwnItem;
  /** Absent: it is new. */
  readonly kept?: KeptItem;
  readonly onKept: (kept: KeptItem) => void;
  readonly onCancel: () => void;
}

const TITLE_LENGTH_MAX = 200;
/** With what sealing adds, within what the server takes (contract/vault.ts). */
const ITEM_BYTES_MAX = 60_000;

/** What is typed here leaves the browser sealed. */
export function ItemForm({ accountId, first, kept, onKept, onCancel }: ItemFormProps) {
  const { refuse } = useConsole();
  const { common } = useWords();
  const { vault } = useVaultWords();
  const [item, setItem] = useState(first);
  const [error, setError] = useState<string>();
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();
  const title = useRef<HTMLInputElement>(null);
  const set = (part: Partial<OwnItem>) => setItem({ ...item, ...part });
  const name = (field: string) => `item-${field}-${kept?.id ?? 'new'}`;

  const submit = async () => {
    setProblem(undefined);
    setError(errorOf(item, vault));
    if (errorOf(item, vault) !== undefined) return title.current?.focus();
    const { id, revision } = kept ?? { id: crypto.randomUUID(), revision: 0 };
    const answer = await keepItem(accountId, { id, revision, item: { ...item, title: item.title.trim() } });
    if (answer.ok) onKept(answer.value);
    else setProblem(refuse(answer.problem));
  };

  const plain = { readOnly: busy, autoComplete: 'off', spellCheck: false, dir: 'auto' } as const;
  return (
    <Form busy={busy} onSubmit={() => run(submit)} progress={common.working}>
      <Alert problem={problem} />
      <SelectField
        id={name('kind')}
        label={vault.kind}
        value={item.kind}
        onValue={(kind) => set({ kind: itemKinds.find((one) => one === kind) ?? item.kind })}
      >
        {itemKinds.map((kind) => (
          <option key={kind} value={kind}>
            {vault.kinds[kind]}
          </option>
        ))}
      </SelectField>
      <Field
        {...plain}
        id={name('title')}
        label={vault.title}
        value={item.title}
        onValue={(text) => set({ title: text })}
        error={error}
        inputRef={title}
        maxLength={TITLE_LENGTH_MAX}
        autoFocus
      />
      {item.kind === 'password' && (
        <>
          <Field
            {...plain}
            id={name('user')}
            label={vault.user}
            value={item.user}
            onValue={(user) => set({ user })}
          />
          <Field
            {...plain}
            id={name('secret')}
            label={vault.secret}
            value={item.secret}
            onValue={(secret) => set({ secret })}
            dir="ltr"
          />
        </>
      )}
      <TextArea
        id={name('text')}
        label={vault.text}
        value={item.text}
        onValue={(text) => set({ text })}
        readOnly={busy}
      />
      <div className="acts">
        <Button busy={busy}>{vault.save}</Button>
        <Button kind="equal" onPress={onCancel}>
          {common.cancel}
        </Button>
      </div>
    </Form>
  );
}

function errorOf(
  item: OwnItem,
  words: { readonly titleMissing: string; readonly tooLong: string },
): string | undefined {
  if (item.title.trim() === '') return words.titleMissing;
  return new TextEncoder().encode(writeItem(item)).length > ITEM_BYTES_MAX ? words.tooLong : undefined;
}
