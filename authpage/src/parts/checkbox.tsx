import type { RefObject } from 'react';

interface CheckboxProps {
  readonly id: string;
  readonly label: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}

/** A box to tick with its sentence, which is part of what can be pressed. */
export function Checkbox({ id, label, checked, onChecked, hint, error, inputRef }: CheckboxProps) {
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className="check">
      <label htmlFor={id}>
        <input
          type="checkbox"
          id={id}
          name={id}
          ref={inputRef}
          checked={checked}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          onChange={(event) => onChecked(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
