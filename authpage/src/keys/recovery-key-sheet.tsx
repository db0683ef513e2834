import { useServerName } from '../frame.ts';
import { Button } from '../parts/button.tsx';
import { useKeyWords } from '../words/keys/key-words.tsx';
import { KeySheet } from './key-sheet.tsx';

interface RecoveryKeySheetProps {
  /** As it is typed later: groups with something between them. */
  readonly text: string;
  readonly email: string;
  readonly onKept: () => void;
}

/** A recovery key, once. Going on takes the word of the person that it is kept. */
export function RecoveryKeySheet({ text, email, onKept }: RecoveryKeySheetProps) {
  const { recoverySheet } = useKeyWords();
  const title = recoverySheet.file(useServerName(), email);
  return (
    <KeySheet text={text} title={title} fileName="recovery-key.txt" words={recoverySheet}>
      <Button onPress={onKept}>{recoverySheet.kept}</Button>
    </KeySheet>
  );
}
