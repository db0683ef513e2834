import { useRef, useState } from 'react';
import { call } from '../../api.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { useAccountWords } from '../../words/account/account-words.tsx';
import { useWords } from '../../words/words.ts';
import { useConsole } from '../console.ts';
import { Facts, Row } from '../panel.tsx';
import { Time } from '../time.tsx';
import { type Factor, LastUsed, RemoveFactor } from './factor.tsx';

const LABEL_LENGTH_MAX = 120;

/** A passkey: its name, which can be changed in place, and what helps to tell it from the others. */
export function PasskeyRow({ passkey }: { readonly passkey: Factor }) {
  const { security } = useAccountWords();
  const [renaming, setRenaming] = useState<'not yet' | 'now' | 'no more'>('not yet');
  if (renaming === 'now') return <Rename passkey={passkey} onEnd={() => setRenaming('no more')} />;
  return (
    <Row
      acts={
        <>
          <Button
            kind="equal"
            name={security.renameOf(passkey.label)}
            focused={renaming === 'no more'}
            onPress={() => setRenaming('now')}
          >
            {security.rename}
          </Button>
          <RemoveFactor factor={passkey} name={passkey.label} loses={security.losesPasskey} />
        </>
      }
    >
      <p>
        <bdi className="row-name">{passkey.label}</bdi>
      </p>
      <Facts>
        {passkey.synced !== undefined && <span>{passkey.synced ? security.synced : security.oneDevice}</span>}
        <Time atSeconds={passkey.createdAtSeconds} inWords={security.addedOn} />
        <LastUsed factor={passkey} />
      </Facts>
    </Row>
  );
}

interface RenameProps {
  readonly passkey: Factor;
  readonly onEnd: () => void;
}

function Rename({ passkey, onEnd }: RenameProps) {
  const { busy, change } = useConsole();
  const { security, profile } = useAccountWords();
  const { common } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [label, setLabel] = useState(passkey.label);
  const [error, setError] = useState<string>();
  const submit = () => {
    const text = label.trim();
    if (text === '') {
      setError(security.labelMissing);
      return input.current?.focus();
    }
    change(() => call('/account/factors/rename', { factorId: passkey.id, label: text }), security.renamed);
    onEnd();
  };
  return (
    <li className="row">
      <Form busy={busy} onSubmit={submit} progress="">
        <Field
          id={`label-${passkey.id}`}
          label={security.label}
          value={label}
          onValue={setLabel}
          error={error}
          inputRef={input}
          autoFocus
          autoComplete="off"
          maxLength={LABEL_LENGTH_MAX}
          dir="auto"
        />
        <div className="acts">
          <Button busy={busy}>{profile.save}</Button>
          <Button kind="equal" onPress={onEnd}>
            {common.cancel}
          </Button>
        </div>
      </Form>
    </li>
  );
}
