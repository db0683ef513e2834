import type { ComponentProps } from 'react';
import { Field } from '../parts/field.tsx';
import { useKeyWords } from '../words/keys/key-words.tsx';

type RecoveryFieldProps = Omit<ComponentProps<typeof Field>, 'id' | 'label' | 'hint'>;

/** Longer than a key with generous spaces in it. */
const LENGTH_MAX = 120;

/** A recovery key as it stands on paper. No password manager fills it in, no keyboard corrects it. */
export function RecoveryField(props: RecoveryFieldProps) {
  const { unlock } = useKeyWords();
  return (
    <Field
      autoComplete="off"
      autoCapitalize="characters"
      autoCorrect="off"
      spellCheck={false}
      maxLength={LENGTH_MAX}
      dir="ltr"
      {...props}
      id="recovery-key"
      label={unlock.recoveryKey}
      hint={unlock.recoveryHint}
    />
  );
}
