import { saveText } from '../factors/save-text.ts';
import type { PageProblem } from '../api.ts';
import { useServerName } from '../frame.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { useKeyWords } from '../words/keys/key-words.tsx';

interface RecoveryKeySheetProps {
  /** As it is typed later: groups with something between them. */
  readonly text: string;
  readonly email: string;
  /** Said before it is taken for kept. */
  readonly counts?: string;
  readonly busy?: boolean;
  readonly problem?: PageProblem | undefined;
  readonly onKept: () => void;
}

/** A recovery key, once: to copy, download or print. Going on takes the word of the person that it is kept. */
export function RecoveryKeySheet({
  text,
  email,
  counts,
  busy = false,
  problem,
  onKept,
}: RecoveryKeySheetProps) {
  const { recoverySheet } = useKeyWords();
  const title = recoverySheet.file(useServerName(), email);
  const file = [title, location.origin, '', text, '', recoverySheet.hint, ''].join('\n');
  return (
    <>
      <p className="lead">{recoverySheet.lead}</p>
      <div className="sheet">
        <p className="on-paper">{title}</p>
        <p className="on-paper">{location.origin}</p>
        <ol className="codes" dir="ltr">
          {groupsOf(text).map((group, at) => (
            // Two groups may be alike; their place tells them apart.
            <li key={at}>
              <code>{group}</code>
            </li>
          ))}
        </ol>
        <p className="on-paper">{recoverySheet.hint}</p>
      </div>
      <p className="ways">
        <CopyButton text={text} />
        <button type="button" className="link" onClick={() => saveText('recovery-key.txt', file)}>
          {recoverySheet.download}
        </button>
        <button type="button" className="link" onClick={() => print()}>
          {recoverySheet.print}
        </button>
      </p>
      <p className="hint">{recoverySheet.hint}</p>
      {counts !== undefined && <p className="hint">{counts}</p>}
      <Alert problem={problem} />
      <Button busy={busy} onPress={onKept}>
        {recoverySheet.kept}
      </Button>
    </>
  );
}

const groupsOf = (text: string): readonly string[] => text.split(/[\s-]+/);
