import type { ClientCard } from '../../../contract/step.ts';
import { useWords } from '../words/words.ts';

/** Among the facts: where a client that is a document describes itself. */
export function DescribedAt({ client }: { readonly client: ClientCard }) {
  const { consent } = useWords();
  if (client.describedAt === undefined) return null;
  return (
    <>
      <dt>{consent.describedAt}</dt>
      <dd>
        <bdi className="host">{client.describedAt}</bdi>
      </dd>
    </>
  );
}

/** That nobody looked at this client (UI-13). */
export function Unchecked({ client }: { readonly client: ClientCard }) {
  const { consent } = useWords();
  return client.unchecked === true ? <p className="hint">{consent.unchecked}</p> : null;
}
