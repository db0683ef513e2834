import { type ComponentProps, type KeyboardEvent, useState } from 'react';
import { useWords } from '../words/words.ts';
import { Field } from './field.tsx';

type PasswordFieldProps = Omit<ComponentProps<typeof Field>, 'type' | 'beside'>;

/** A password input that can be shown, and that says when Caps Lock is on. Pasting is allowed (WCAG 3.3.8). */
export function PasswordField({ hint, ...field }: PasswordFieldProps) {
  const { fields } = useWords();
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));

  return (
    <Field
      {...field}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      onKeyDown={watchCapsLock}
      onKeyUp={watchCapsLock}
      onBlur={() => setCapsLock(false)}
      hint={
        <>
          {hint}
          <span role="status" className="caps-lock">
            {capsLock ? fields.capsLock : ''}
          </span>
        </>
      }
      beside={
        <button
          type="button"
          className="beside"
          aria-controls={field.id}
          aria-label={shown ? fields.hidePassword : fields.showPassword}
          onClick={() => setShown(!shown)}
        >
          {shown ? fields.hide : fields.show}
        </button>
      }
    />
  );
}
