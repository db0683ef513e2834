import { useWords } from '../words/words.ts';
import { scopeSentence } from './scope-sentence.ts';

interface Scope {
  readonly name: string;
  readonly remembered: boolean;
}

const AWAY = 'offline_access';

/** The scopes as sentences. What was not allowed before is marked; acting while away has a line of its own. */
export function ScopeList({ scopes }: { readonly scopes: readonly Scope[] }) {
  const words = useWords();
  const { consent } = words;
  const names = scopes.map(({ name }) => name);
  const anyRemembered = scopes.some(({ remembered }) => remembered);
  const present = scopes.filter(({ name }) => name !== AWAY);
  const away = scopes.filter(({ name }) => name === AWAY);
  const item = (scope: Scope) => (
    <li key={scope.name}>
      {scopeSentence(scope.name, names, words)}{' '}
      {anyRemembered && !scope.remembered && <strong className="fresh">{consent.fresh}</strong>}
    </li>
  );
  return (
    <>
      <h2>{consent.willBeAble}</h2>
      <ul className="scopes">{present.map(item)}</ul>
      {away.length > 0 && (
        <>
          <h2>{consent.away}</h2>
          <ul className="scopes">{away.map(item)}</ul>
        </>
      )}
    </>
  );
}
