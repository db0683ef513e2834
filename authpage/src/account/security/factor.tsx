import type { AccountHome } from '../../../../contract/account.ts';
import { useAccountWords } from '../../words/account/account-words.tsx';
import { AskFirst } from '../ask-first.tsx';
import { useConsole } from '../console.ts';
import { Time } from '../time.tsx';

export type Factor = AccountHome['factors'][number];

interface RemoveFactorProps {
  readonly factor: Factor;
  readonly name: string;
  readonly loses: string;
}

/** Removes it after saying what that takes away; its page asks for a proof. */
export function RemoveFactor({ factor, name, loses }: RemoveFactorProps) {
  const { begin } = useConsole();
  const { security } = useAccountWords();
  return (
    <AskFirst
      label={security.remove}
      name={security.removeOf(name)}
      title={security.removeTitle(name)}
      onConfirm={() => begin('remove-factor', factor.id)}
    >
      <p>{loses}</p>
    </AskFirst>
  );
}

export function LastUsed({ factor }: { readonly factor: Factor }) {
  const { security } = useAccountWords();
  if (factor.lastUsedAtSeconds === undefined) return <span>{security.neverUsed}</span>;
  return <Time atSeconds={factor.lastUsedAtSeconds} inWords={security.lastUsed} />;
}
