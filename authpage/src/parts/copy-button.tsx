import { useState } from 'react';
import { useWords } from '../words/words.ts';

/** Copies, and says so. Refused or absent without https: what stands beside it can still be selected. */
export function CopyButton({
  text,
  className = 'link',
}: {
  readonly text: string;
  readonly className?: string;
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
      <button type="button" className={className} onClick={copy}>
        {common.copy}
      </button>{' '}
      <span role="status">{copied ? common.copied : ''}</span>
    </>
  );
}
