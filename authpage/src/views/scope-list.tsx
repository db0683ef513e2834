import { isolate } from '../words/isolate.ts';
import { useWords } from '../words/words.ts';
import { useSaid } from './said.ts';
import { claimSentence, scopeSentence } from './scope-sentence.ts';

interface Scope {
  readonly name: string;
  readonly remembered: boolean;
  /** In the words of the operator, by language. */
  readonly text?: Readonly<Record<string, string>> | undefined;
  /** It stands for an end-to-end key. */
  readonly key?: true | undefined;
}

interface Item {
  readonly sentence: string;
  readonly remembered: boolean;
}

const AWAY = 'offline_access';

/**
 * The scopes and single claims as sentences. What was not allowed before is marked; acting while away has a line of its
 * own.
 */
export function ScopeList({
  scopes,
  claims = [],
}: {
  readonly scopes: readonly Scope[];
  readonly claims?: readonly Pick<Scope, 'name' | 'remembered'>[] | undefined;
}) {
  const words = useWords();
  const said = useSaid();
  const { consent } = words;
  const names = [...scopes, ...claims].map(({ name }) => name);
  const anyRemembered = [...scopes, ...claims].some(({ remembered }) => remembered);
  const itemOf = ({ name, remembered, text, key }: Scope): Item => ({
    sentence: text ? isolate(said(text)) : sentenceOf(name, key === true),
    remembered,
  });
  const sentenceOf = (name: string, key: boolean) =>
    key && name.startsWith('https:') ? consent.key(name) : scopeSentence(name, names, words);
  const present = [
    ...scopes.filter(({ name }) => name !== AWAY).map(itemOf),
    ...claims.map(({ name, remembered }) => ({ sentence: claimSentence(name, words), remembered })),
  ];
  const away = scopes.filter(({ name }) => name === AWAY).map(itemOf);
  const line = ({ sentence, remembered }: Item) => (
    <li key={sentence}>
      {sentence} {anyRemembered && !remembered && <strong className="fresh">{consent.fresh}</strong>}
    </li>
  );
  return (
    <>
      {present.length > 0 && (
        <>
          <h2>{consent.willBeAble}</h2>
          <ul className="scopes">{present.map(line)}</ul>
        </>
      )}
      {away.length > 0 && (
        <>
          <h2>{consent.away}</h2>
          <ul className="scopes">{away.map(line)}</ul>
        </>
      )}
    </>
  );
}
