import type { Step } from '../../../contract/step.ts';
import { useWords } from '../words/words.ts';

/** Why this page is here: for which client, or why once more. The host is always shown, because a name can lie. */
export function SignInLead({ step }: { readonly step: Extract<Step, { kind: 'sign-in' }> }) {
  const { signIn } = useWords();
  const { client, reason } = step;
  return (
    <>
      {client && <p className="lead">{signIn.toContinue(client.host)}</p>}
      {reason === 'again' && <p className="lead">{signIn.again}</p>}
      {reason === 'too-old' && <p className="lead">{signIn.tooOld}</p>}
    </>
  );
}
