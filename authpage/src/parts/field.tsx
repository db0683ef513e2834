import type { ComponentProps, ReactNode, RefObject } from 'react';

interface FieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'id'> {
  /** Stable for ever: password managers know fields by id and name. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  /** The control beside the input, such as show and hide. */
  readonly beside?: ReactNode;
  /** Ids of further descriptions, such as an alert about the whole form. */
  readonly describedBy?: string | undefined;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}

/** A labelled input with its hint and error tied to it (WCAG 1.3.1, 3.3.1, 3.3.2). */
export function Field(props: FieldProps) {
  const { id, label, value, onValue, error, hint, beside, describedBy, inputRef, ...input } = props;
  const described = [error && `${id}-error`, hint && `${id}-hint`, describedBy].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={beside ? 'input input-beside' : 'input'}>
        <input
          {...input}
          id={id}
          name={input.name ?? id}
          ref={inputRef}
          value={value}
          aria-invalid={error || describedBy ? true : undefined}
          aria-describedby={described || undefined}
          onChange={(event) => onValue(event.currentTarget.value)}
        />
        {beside}
      </div>
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <div className="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}
