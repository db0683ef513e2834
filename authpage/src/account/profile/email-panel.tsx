import { useRef, useState } from 'react';
import { looksLikeEmail } from '../../email-address.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { useAccountWords } from '../../words/account/account-words.tsx';
import { useWords } from '../../words/words.ts';
import { useConsole } from '../console.ts';
import { Panel } from '../panel.tsx';

/** The address, and the way to another: confirmed by its owner first, then by a letter to the new one. */
export function EmailPanel() {
  const { home } = useConsole();
  const { profile } = useAccountWords();
  const [changing, setChanging] = useState<'not yet' | 'now' | 'no more'>('not yet');
  return (
    <Panel title={profile.email} lead={profile.emailLead}>
      <p>
        <bdi className="row-name">{home.account.email}</bdi>
      </p>
      {home.newEmail !== undefined && <p className="note">{profile.emailWaits(home.newEmail)}</p>}
      {changing === 'now' ? (
        <NewAddress onCancel={() => setChanging('no more')} />
      ) : (
        <div className="acts">
          <Button
            kind="equal"
            name={profile.changeEmailName}
            focused={changing === 'no more'}
            onPress={() => setChanging('now')}
          >
            {profile.changeEmail}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function NewAddress({ onCancel }: { readonly onCancel: () => void }) {
  const { home, busy, begin } = useConsole();
  const { profile } = useAccountWords();
  const { common, fields } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [address, setAddress] = useState('');
  const [error, setError] = useState<string>();

  const wrong = () => {
    if (address.trim() === '') return fields.emailMissing;
    if (!looksLikeEmail(address)) return fields.emailMalformed;
    const same = address.trim().toLowerCase() === home.account.email.toLowerCase();
    return same ? profile.emailSame : undefined;
  };
  const submit = () => {
    const found = wrong();
    setError(found);
    if (found === undefined) begin('change-email', address.trim());
    else input.current?.focus();
  };
  return (
    <Form busy={busy} onSubmit={submit} progress="">
      <Field
        id="new-email"
        type="email"
        label={profile.newEmail}
        value={address}
        onValue={setAddress}
        error={error}
        hint={profile.newEmailHint}
        inputRef={input}
        autoFocus
        autoComplete="email"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        inputMode="email"
        dir="auto"
      />
      <div className="acts">
        <Button busy={busy}>{common.continue}</Button>
        <Button kind="equal" onPress={onCancel}>
          {common.cancel}
        </Button>
      </div>
    </Form>
  );
}
