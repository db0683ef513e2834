import type { ReactNode } from 'react';

interface SelectFieldProps {
  /** Stable for ever, as that of a `Field`. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly autoComplete?: string;
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  /** The options. */
  readonly children: ReactNode;
}

/** A labelled choice among many, with its hint and error tied to it. */
export function SelectField(props: SelectFieldProps) {
  const { id, label, value, onValue, autoComplete, error, hint, children } = props;
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="input">
        <select
          id={id}
          name={id}
          value={value}
          autoComplete={autoComplete}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          onChange={(event) => onValue(event.currentTarget.value)}
        >
          {children}
        </select>
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
