import { useId, useState } from 'react';
import type { FactorKind } from '../../../contract/factors/kind.ts';
import { useLaterWords } from '../words/later/later-words.tsx';

interface OtherWaysProps {
  readonly kinds: readonly FactorKind[];
  readonly onKind: (kind: FactorKind) => void;
}

/** The other factors of this account. A backup code is one press away: who needs it has just lost something. */
export function OtherWays({ kinds, onKind }: OtherWaysProps) {
  const { factor } = useLaterWords();
  const [open, setOpen] = useState(false);
  const id = useId();
  if (kinds.length === 0) return null;
  const way = (kind: FactorKind) => (
    <button key={kind} type="button" className="link" onClick={() => onKind(kind)}>
      {factor.ways[kind]}
    </button>
  );
  return (
    <div className="other-ways">
      {!open && kinds.includes('backup-codes') && <p>{way('backup-codes')}</p>}
      <p>
        <button
          type="button"
          className="link"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {factor.tryAnother}
        </button>
      </p>
      <ul id={id} className="scopes" hidden={!open}>
        {kinds.map((kind) => (
          <li key={kind}>{way(kind)}</li>
        ))}
      </ul>
    </div>
  );
}
