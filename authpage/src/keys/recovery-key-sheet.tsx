import type { PageProblem } from '../api.ts';
import { useServerName } from '../frame.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { useKeyWords } from '../words/keys/key-words.tsx';
import { KeySheet } from './key-sheet.tsx';

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

/** A recovery key, once. Going on takes the word of the person that it is kept. */
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
  return (
    <KeySheet text={text} title={title} fileName="recovery-key.txt" words={recoverySheet}>
      {counts !== undefined && <p className="hint">{counts}</p>}
      <Alert problem={problem} />
      <Button busy={busy} onPress={onKept}>
        {recoverySheet.kept}
      </Button>
    </KeySheet>
  );
}
