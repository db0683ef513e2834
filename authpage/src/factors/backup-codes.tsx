import { useLaterWords } from '../words/later/later-words.tsx';
import { AskCode } from './ask-code.tsx';
import { BackupCodes } from './backup-codes-list.tsx';
import type { AskProps, SetUpProps } from './factor-form.ts';
import { Offering } from './offering.tsx';
import { useOffer } from './use-offer.ts';

/** One of the codes that were kept. */
export function AskBackupCode(props: AskProps) {
  const { factor } = useLaterWords();
  return (
    <AskCode {...props} letters answerOf={(code) => ({ kind: 'backup-codes', code })}>
      <p className="lead">{factor.leads['backup-codes']}</p>
    </AskCode>
  );
}

/** New codes; the old ones end when somebody says that these are kept. */
export function SetUpBackupCodes({ account, busy, problem, getOffer, onProof }: SetUpProps) {
  const { offer, offerProblem, again } = useOffer('backup-codes', getOffer);
  if (!offer) return <Offering problem={offerProblem} onAgain={again} />;
  return (
    <BackupCodes
      codes={offer.codes}
      account={account}
      busy={busy}
      problem={problem}
      onSaved={() => onProof(async () => ({ ok: true, value: { proof: { kind: 'backup-codes' } } }))}
    />
  );
}
