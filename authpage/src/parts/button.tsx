import type { ReactNode } from 'react';

interface ButtonProps {
  readonly children: ReactNode;
  /** Says more to a screen reader than what is seen; has to contain it (WCAG 2.5.3). */
  readonly name?: string;
  readonly kind?: 'primary' | 'equal' | 'danger';
  /** Keeps the focus and says so to a screen reader; what was clicked is already under way. */
  readonly busy?: boolean;
  /** Takes the focus when it appears in the place of what had it. */
  readonly focused?: boolean;
  /** Absent: submits its form. */
  readonly onPress?: (() => void) | undefined;
}

/** A button that is never `disabled`: it keeps its focus while it works, and does nothing twice. */
export function Button({
  children,
  name,
  kind = 'primary',
  busy = false,
  focused = false,
  onPress,
}: ButtonProps) {
  return (
    <button
      type={onPress ? 'button' : 'submit'}
      className={`button ${kind}`}
      autoFocus={focused}
      aria-label={name}
      aria-disabled={busy || undefined}
      onClick={onPress && (() => void (busy || onPress()))}
    >
      {children}
    </button>
  );
}
