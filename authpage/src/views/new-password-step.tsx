import { useState } from 'react';
import type { Step } from '../../../contract/step.ts';
import { RecoveryKeySheet } from '../keys/recovery-key-sheet.tsx';
import { RolledBack } from '../keys/rolled-back.tsx';
import type { Changed } from '../opaque/change-password.ts';
import { Card } from '../parts/card.tsx';
import { useKeyWords } from '../words/keys/key-words.tsx';
import { useLaterWords } from '../words/later/later-words.tsx';
import { LeaveTrip } from './leave-trip.tsx';
import { LostExport } from './lost-export.tsx';
import { NewPasswordForm } from './new-password-form.tsx';
import { OpenBeforeChange } from './open-before-change.tsx';
import type { Trip } from './trip.ts';
import { useKeysBefore } from './use-keys-before.ts';

interface NewPasswordStepProps {
  readonly trip: Trip;
  readonly step: Extract<Step, { kind: 'new-password' }>;
}

/** A new password. What it costs is said before it is chosen, not after: the vault too, and how to keep it. */
export function NewPasswordStep({ trip, step }: NewPasswordStepProps) {
  const { newPassword } = useLaterWords();
  const { recoverySheet, rolledBack, unlock, newKeys } = useKeyWords();
  const { account, client, reason } = step;
  const [left, setLeft] = useState(false);
  const [kept, setKept] = useState<{ readonly text: string; readonly next: Step }>();
  const before = useKeysBefore(trip.interactionId, reason === 'compromised');
  const { keys, setKeys } = before;
  const leave = reason !== 'reset' && <LeaveTrip trip={trip} own={reason !== 'compromised'} />;

  const onChanged = ({ step: next, recoveryText }: Changed) => {
    if (recoveryText === undefined) trip.proceed(next);
    else setKept({ text: recoveryText, next });
  };

  if (kept) {
    return (
      <Card key="keep" title={recoverySheet.title} client={client}>
        <RecoveryKeySheet text={kept.text} email={account.email} onKept={() => trip.proceed(kept.next)} />
      </Card>
    );
  }
  if (keys?.at === 'rolled-back') {
    return (
      <Card key="rolled-back" title={rolledBack.title} client={client}>
        <RolledBack />
        {leave}
      </Card>
    );
  }
  if (keys?.at === 'lost') {
    return (
      <Card key="lost" title={newKeys.signInAgain} client={client}>
        <LostExport trip={trip} />
      </Card>
    );
  }
  if (keys?.at === 'locked' && reason !== 'reset' && !left) {
    return (
      <Card key="locked" title={unlock.title} client={client}>
        <OpenBeforeChange trip={trip} locked={keys} onKeys={setKeys} onLeave={() => setLeft(true)} />
        {leave}
      </Card>
    );
  }
  return (
    <Card
      key="choose"
      title={reason === 'first' ? newPassword.firstTitle : newPassword.title}
      client={client}
    >
      <NewPasswordForm trip={trip} step={step} before={before} left={left} onChanged={onChanged} />
      {leave}
    </Card>
  );
}
