import { useEffect, useState } from 'react';

/** Quick work is shown by its result; only what takes longer is announced. */
const QUIET_MILLISECONDS = 400;

/** The live region of a step (WCAG 4.1.3): always there, so that what appears in it is read out. */
export function Progress({ busy, text }: { readonly busy: boolean; readonly text: string }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return setSlow(false);
    const timer = setTimeout(() => setSlow(true), QUIET_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [busy]);
  return (
    <p role="status" className="progress">
      {slow ? text : ''}
    </p>
  );
}
