import { useState } from 'react';
import { useWords } from '../words/words.ts';

/** What to tell the operator, so that they find the line in their log. */
export function RequestId({ id }: { readonly id: string }) {
  const { common } = useWords();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    // Refused or absent without https: the id stays readable and can be selected.
    void navigator.clipboard?.writeText(id).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <p className="request-id">
      {common.requestId} <code>{id}</code>{' '}
      <button type="button" className="link" onClick={copy}>
        {common.copy}
      </button>{' '}
      <span role="status">{copied ? common.copied : ''}</span>
    </p>
  );
}
