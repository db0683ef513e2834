import type { Step } from '../../../contract/step.ts';
import { useWords } from '../words/words.ts';
import { ActLead } from './act-lead.tsx';

/** Why this page is here: for which client or act, or why once more. The host is always shown, because a name can lie. */
export function SignInLead({ step }: { readonly step: Extract<Step, { kind: 'sign-in' }> }) {
  const { acts, signIn } = useWords();
  const { act, client, reason } = step;
  return (
    <>
      {client && <p className="lead">{signIn.toContinue(client.host)}</p>}
      {reason === 'again' && <p className="lead">{signIn.again}</p>}
      {reason === 'too-old' && <p className="lead">{signIn.tooOld}</p>}
      {reason === 'stronger' && <p className="lead">{acts.stronger}</p>}
      {reason === 'confirm' && !act && <p className="lead">{signIn.again}</p>}
      <ActLead act={act} />
    </>
  );
}
