import { useState } from 'react';
import type { KeysState } from '../../../../contract/keys.ts';
import { Button } from '../../parts/button.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { useWords } from '../../words/words.ts';
import { useVaultWords } from '../../words/vault/vault-words.tsx';
import { AskFirst } from '../ask-first.tsx';
import { Facts, Row } from '../panel.tsx';
import { Time } from '../time.tsx';
import { ItemForm } from './item-form.tsx';
import type { KeptItem } from './kept-items.ts';
import type { OwnItem } from './own-item.ts';

interface ItemRowProps {
  readonly state: KeysState;
  readonly kept: KeptItem;
  readonly onKept: (kept: KeptItem) => void;
  readonly onDelete: () => void;
}

/** One entry. What is secret in it is shown only when it is asked for; deleting names what is lost. */
export function ItemRow({ state, kept, onKept, onDelete }: ItemRowProps) {
  const { vault } = useVaultWords();
  const { fields } = useWords();
  const [mode, setMode] = useState<'folded' | 'shown' | 'edited'>('folded');
  const { item, updatedAtSeconds } = kept;
  const title = item?.title ?? vault.unreadable;
  if (mode === 'edited' && item) {
    return (
      <li className="row">
        <ItemForm
          accountId={state.accountId}
          first={item}
          kept={kept}
          onKept={(next) => {
            setMode('folded');
            onKept(next);
          }}
          onCancel={() => setMode('folded')}
        />
      </li>
    );
  }
  const shown = mode === 'shown';
  return (
    <Row
      acts={
        <>
          {item && (
            <>
              {item.secret !== '' && (
                <CopyButton
                  text={item.secret}
                  className="button equal"
                  label={vault.copySecret}
                  name={vault.copySecretOf(title)}
                />
              )}
              <Button
                kind="equal"
                name={shown ? vault.hideOf(title) : vault.showOf(title)}
                onPress={() => setMode(shown ? 'folded' : 'shown')}
              >
                {shown ? fields.hide : fields.show}
              </Button>
              <Button kind="equal" name={vault.editOf(title)} onPress={() => setMode('edited')}>
                {vault.edit}
              </Button>
            </>
          )}
          <AskFirst
            label={vault.delete}
            name={vault.deleteOf(title)}
            title={vault.deleteTitle(title)}
            act={vault.delete}
            onConfirm={onDelete}
          >
            <p>{vault.willLose}</p>
          </AskFirst>
        </>
      }
    >
      <p>
        <bdi className="row-name">{title}</bdi>
      </p>
      <Facts>
        {item && <span>{vault.kinds[item.kind]}</span>}
        <Time atSeconds={updatedAtSeconds} inWords={vault.changedOn} />
      </Facts>
      {shown && item && <Shown item={item} />}
    </Row>
  );
}

function Shown({ item }: { readonly item: OwnItem }) {
  const { vault } = useVaultWords();
  const all = [
    [vault.user, item.user],
    [vault.secret, item.secret],
    [vault.text, item.text],
  ] as const;
  return (
    <dl className="facts">
      {all
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <bdi className="kept-text">{value}</bdi>{' '}
              <CopyButton text={value} name={vault.copyOf(label, item.title)} />
            </dd>
          </div>
        ))}
    </dl>
  );
}
