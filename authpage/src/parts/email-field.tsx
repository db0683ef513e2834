import type { ComponentProps } from 'react';
import { useWords } from '../words/words.ts';
import { Field } from './field.tsx';

type EmailFieldProps = Omit<ComponentProps<typeof Field>, 'id' | 'label' | 'type'>;

/** The e-mail address as a password manager knows it: the user name of this site. */
export function EmailField(props: EmailFieldProps) {
  const { fields } = useWords();
  return (
    <Field
      autoComplete="username"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      inputMode="email"
      dir="auto"
      {...props}
      id="email"
      type="email"
      label={fields.email}
    />
  );
}
