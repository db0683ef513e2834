import type { ReactNode } from 'react';
import { EmailField } from '../parts/email-field.tsx';

interface WhoProps {
  readonly email: string;
  /** What can be done about it, such as going on as somebody else. */
  readonly children?: ReactNode;
}

/** Whose step this is: as text for people, as the user name for password managers. */
export function Who({ email, children }: WhoProps) {
  return (
    <div className="who">
      <EmailField value={email} onValue={() => undefined} readOnly />
      {children}
    </div>
  );
}
