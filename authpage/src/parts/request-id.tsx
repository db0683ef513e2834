import { useWords } from '../words/words.ts';
import { CopyButton } from './copy-button.tsx';

/** What to tell the operator, so that they find the line in their log. */
export function RequestId({ id }: { readonly id: string }) {
  const { common } = useWords();
  return (
    <p className="request-id">
      {common.requestId} <code>{id}</code> <CopyButton text={id} />
    </p>
  );
}
