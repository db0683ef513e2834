import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';

const PROMPTS = ['', 'login', 'consent', 'select_account', 'none'];

interface WishFormProps {
  readonly busy: boolean;
  readonly onStart: (wishes: Record<string, string>) => void;
}

/** What the client wishes for in its authorization request. */
export function WishForm({ busy, onStart }: WishFormProps) {
  const [scope, setScope] = useState('openid profile email offline_access');
  const [prompt, setPrompt] = useState('');
  return (
    <Form busy={busy} progress="" onSubmit={() => onStart({ scope, ...(prompt === '' ? {} : { prompt }) })}>
      <Field
        id="scope"
        label="Scope"
        value={scope}
        onValue={setScope}
        autoCapitalize="none"
        spellCheck={false}
      />
      <div className="field">
        <label htmlFor="prompt">Prompt</label>
        <div className="input">
          <select id="prompt" value={prompt} onChange={(event) => setPrompt(event.currentTarget.value)}>
            {PROMPTS.map((value) => (
              <option key={value} value={value}>
                {value || 'not given'}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Button busy={busy}>Start the flow</Button>
    </Form>
  );
}
