import { useKeyWords } from '../words/keys/key-words.tsx';

/** There is no way on from here: a key in the place of one that somebody has is what an attacker asks for. */
export function RolledBack() {
  const { rolledBack } = useKeyWords();
  return (
    <div role="alert" className="alert">
      <p>{rolledBack.text}</p>
      <p>{rolledBack.why}</p>
    </div>
  );
}
