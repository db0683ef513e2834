import type { Step } from '../../../contract/step.ts';
import { useWords } from '../words/words.ts';

type Resources = NonNullable<Extract<Step, { kind: 'consent' }>['resources']>;

/** Where the client will act: the name the operator gave, and the address, because a name alone says little. */
export function ResourceList({ resources = [] }: { readonly resources?: Resources | undefined }) {
  const { consent } = useWords();
  const anyRemembered = resources.some(({ remembered }) => remembered);
  if (resources.length === 0) return null;
  return (
    <>
      <h2>{consent.where}</h2>
      <ul className="scopes">
        {resources.map(({ name, identifier, remembered }) => (
          <li key={identifier}>
            <bdi>{name}</bdi> <bdi className="host">{identifier}</bdi>{' '}
            {anyRemembered && !remembered && <strong className="fresh">{consent.fresh}</strong>}
          </li>
        ))}
      </ul>
    </>
  );
}
