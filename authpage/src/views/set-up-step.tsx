import { useState } from 'react';
import type { FactorKind } from '../../../contract/factors/kind.ts';
import type { Step } from '../../../contract/step.ts';
import { call } from '../api.ts';
import { BackupCodes } from '../factors/backup-codes-list.tsx';
import type { SetUpProps } from '../factors/factor-form.ts';
import { factorForms } from '../factors/index.ts';
import { Card } from '../parts/card.tsx';
import type { LaterWords } from '../words/later/en.ts';
import { useLaterWords } from '../words/later/later-words.tsx';
import { LeaveTrip } from './leave-trip.tsx';
import type { Trip } from './trip.ts';
import { useAct } from './use-act.ts';

interface SetUpStepProps {
  readonly trip: Trip;
  readonly step: Extract<Step, { kind: 'set-up' }>;
}

/** A factor is set up; the first one brings backup codes, which are shown before the trip goes on. */
export function SetUpStep({ trip, step }: SetUpStepProps) {
  const { setUp } = useLaterWords();
  const [kept, setKept] = useState<{ readonly codes: readonly string[]; readonly next: Step }>();
  const { busy, problem, act } = useAct(trip);
  const { account, client, factor } = step;
  const { SetUp } = factorForms[factor];

  const getOffer: SetUpProps['getOffer'] = async () => {
    const answer = await call('/interaction/:id/set-up/offer', {}, trip.interactionId);
    return answer.ok ? { ok: true, value: answer.value.offer } : answer;
  };
  const onProof: SetUpProps['onProof'] = (proofOf) =>
    act(
      async () => {
        const proved = await proofOf();
        if (!proved?.ok) return proved;
        return call('/interaction/:id/set-up/confirm', proved.value, trip.interactionId);
      },
      ({ step: next, backupCodes }) => {
        if (backupCodes) setKept({ codes: backupCodes, next });
        else trip.proceed(next);
      },
    );

  if (kept) {
    return (
      <Card key="codes" title={setUp.codesTitle} client={client}>
        <BackupCodes
          codes={kept.codes}
          account={account}
          busy={false}
          problem={undefined}
          onSaved={() => trip.proceed(kept.next)}
        />
      </Card>
    );
  }
  if (!SetUp) throw new Error(`${factor} needs no setting up`);
  return (
    <Card title={titleOf(factor, setUp)} client={client}>
      <SetUp
        trip={trip}
        account={account}
        busy={busy}
        problem={problem}
        getOffer={getOffer}
        onProof={onProof}
      />
      <LeaveTrip trip={trip} own={client === undefined} />
    </Card>
  );
}

function titleOf(factor: FactorKind, words: LaterWords['setUp']): string {
  switch (factor) {
    case 'passkey':
      return words.passkeyTitle;
    case 'totp':
      return words.totpTitle;
    case 'backup-codes':
    case 'email-code':
      return words.codesTitle;
  }
}
