import type { Step } from '../../../contract/step.ts';
import { useLaterWords } from '../words/later/later-words.tsx';

interface LossesProps {
  readonly reason: Extract<Step, { kind: 'new-password' }>['reason'];
}

/** What a new password costs, whatever there is in the vault. */
export function Losses({ reason }: LossesProps) {
  const { newPassword } = useLaterWords();
  switch (reason) {
    case 'reset':
      return (
        <section className="losses" aria-labelledby="losses">
          <h2 id="losses">{newPassword.lost}</h2>
          <ul className="scopes">
            <li>{newPassword.lostData}</li>
            <li>{newPassword.lostSessions}</li>
          </ul>
        </section>
      );
    case 'change':
      return <p className="lead">{newPassword.othersEnd}</p>;
    case 'compromised':
      return <p className="lead">{newPassword.compromised}</p>;
    case 'first':
      return null;
  }
}
