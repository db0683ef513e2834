import { warmOpaque } from '../opaque/client.ts';
import { PasswordField } from '../parts/password-field.tsx';
import { loadCommonPasswords } from '../password/load.ts';
import { useWords } from '../words/words.ts';
import type { NewPassword, NewPasswordErrors } from './new-account.ts';
import { PasswordHint } from './password-hint.tsx';

interface NewPasswordFieldsProps {
  readonly typed: NewPassword;
  readonly onTyped: (part: Partial<NewPassword>) => void;
  readonly errors: NewPasswordErrors;
  readonly email: string;
  readonly busy: boolean;
  readonly autoFocus?: boolean;
}

/** A new password, twice, with what is said of it. */
export function NewPasswordFields(props: NewPasswordFieldsProps) {
  const { typed, onTyped, errors, email, busy, autoFocus = false } = props;
  const { fields } = useWords();
  const both = {
    autoComplete: 'new-password',
    readOnly: busy,
    passwordrules: 'minlength: 10; maxlength: 1024; allowed: unicode;',
  };
  return (
    <>
      <PasswordField
        {...both}
        id="new-password"
        label={fields.password}
        value={typed.password}
        onValue={(password) => onTyped({ password })}
        error={errors.password}
        hint={<PasswordHint password={typed.password} email={email} />}
        autoFocus={autoFocus}
        onFocus={() => {
          warmOpaque();
          void loadCommonPasswords();
        }}
      />
      <PasswordField
        {...both}
        id="repeat-password"
        label={fields.repeatPassword}
        value={typed.repeated}
        onValue={(repeated) => onTyped({ repeated })}
        error={errors.repeated}
      />
    </>
  );
}
