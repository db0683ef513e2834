import { useRef, useState } from 'react';
import type { AccountCard } from '../../../contract/step.ts';
import type { PageProblem } from '../api.ts';
import { useServerName } from '../frame.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Checkbox } from '../parts/checkbox.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Form } from '../parts/form.tsx';
import { useLaterWords } from '../words/later/later-words.tsx';
import { useWords } from '../words/words.ts';
import { saveText } from './save-text.ts';

interface BackupCodesProps {
  readonly codes: readonly string[];
  readonly account: AccountCard;
  readonly busy: boolean;
  readonly problem: PageProblem | undefined;
  readonly onSaved: () => void;
}

/** Backup codes, once: to copy, download or print. Going on takes the word of the person that they are kept. */
export function BackupCodes({ codes, account, busy, problem, onSaved }: BackupCodesProps) {
  const { common } = useWords();
  const { setUp } = useLaterWords();
  const serverName = useServerName();
  const box = useRef<HTMLInputElement>(null);
  const [saved, setSaved] = useState(false);
  const [error, setError] = useState<string>();
  const title = setUp.file(serverName, account.email);
  const file = [title, location.origin, '', ...codes, '', setUp.fileHint, ''].join('\n');
  const submit = () => {
    setError(saved ? undefined : setUp.savedMissing);
    if (saved) onSaved();
    else box.current?.focus();
  };
  return (
    <>
      <p className="lead">{setUp.codesLead}</p>
      <section className="sheet" aria-label={setUp.codesTitle}>
        <p className="on-paper">{title}</p>
        <p className="on-paper">{location.origin}</p>
        <ol className="codes" dir="ltr">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <p className="on-paper">{setUp.fileHint}</p>
      </section>
      <p className="ways">
        <CopyButton text={file} />
        <button type="button" className="link" onClick={() => saveText('backup-codes.txt', file)}>
          {setUp.download}
        </button>
        <button type="button" className="link" onClick={() => print()}>
          {setUp.print}
        </button>
      </p>
      <Form busy={busy} onSubmit={submit} progress={common.working}>
        <Alert problem={problem} />
        <Checkbox
          id="saved"
          label={setUp.saved}
          checked={saved}
          onChecked={(now) => {
            setSaved(now);
            if (now) setError(undefined);
          }}
          error={error}
          inputRef={box}
        />
        <Button busy={busy}>{common.continue}</Button>
      </Form>
    </>
  );
}
