import type { Step } from '../../../contract/step.ts';
import { useWords } from '../words/words.ts';

type Act = Extract<Step, { kind: 'sign-in' }>['act'];

/** What the proof is for, so that nobody confirms an act that somebody else began. */
export function ActLead({ act }: { readonly act: Act }) {
  const { acts } = useWords();
  if (!act) return null;
  const why = acts.why[act.purpose];
  return <p className="act">{typeof why === 'string' ? why : why(act.target ?? '')}</p>;
}
