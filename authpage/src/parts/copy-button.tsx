import { useState } from 'react';
import { useWords } from '../words/words.ts';

/** Copies, and says so. Refused or absent without https: what stands beside it can still be selected. */
export function CopyButton({
  text,
  className = 'link',
  label,
  name,
}: {
  readonly text: string;
  readonly className?: string;
  /** Where more can be copied than what stands beside it. */
  readonly label?: string;
  /** Says more to a screen reader than what is seen; has to contain it (WCAG 2.5.3). */
  readonly name?: string;
}) {
  const { common } = useWords();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      <button type="button" className={className} aria-label={name} onClick={copy}>
        {label ?? common.copy}
      </button>{' '}
      <span role="status">{copied ? common.copied : ''}</span>
    </>
  );
}
