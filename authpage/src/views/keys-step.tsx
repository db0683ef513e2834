import { useEffect, useState } from 'react';
import type { KeysState } from '../../../contract/keys.ts';
import type { Step } from '../../../contract/step.ts';
import { type PageProblem, call } from '../api.ts';
import { deliver } from '../keys/deliver.ts';
import { isRolledBack } from '../keys/generation-memory.ts';
import { guarded } from '../keys/guarded.ts';
import { MakeKeyForms } from '../keys/make-key-forms.tsx';
import { newRecovery } from '../keys/new-recovery.ts';
import { type CurrentKey, openHeld } from '../keys/open-key.ts';
import { RecoveryKeySheet } from '../keys/recovery-key-sheet.tsx';
import { RolledBack } from '../keys/rolled-back.tsx';
import { UnlockForms, type Way } from '../keys/unlock-forms.tsx';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Progress } from '../parts/progress.tsx';
import { useKeyWords } from '../words/keys/key-words.tsx';
import { useWords } from '../words/words.ts';
import type { Trip } from './trip.ts';
import { useAct } from './use-act.ts';

interface KeysStepProps {
  readonly trip: Trip;
  readonly step: Extract<Step, { kind: 'keys' }>;
}

/** Where this page is with the keys. `stuck`: a call failed, and can be tried again. */
type Stage =
  | { readonly at: 'opening' | 'handing' | 'rolled-back' }
  | { readonly at: 'stuck'; readonly problem: PageProblem; readonly again: () => void }
  | { readonly at: 'none'; readonly state: KeysState }
  | { readonly at: 'locked'; readonly state: KeysState; readonly current: CurrentKey }
  | { readonly at: 'keep'; readonly state: KeysState; readonly text: string };

/** The app is given its keys: by itself where the vault opens with what was proved on this page, else once it is open. */
export function KeysStep({ trip, step }: KeysStepProps) {
  const { consent } = useWords();
  const { keysStep, recoverySheet } = useKeyWords();
  const { client, account } = step;
  const { stage, hand, renew } = useStage(trip, step);
  const { busy, problem, act } = useAct(trip);
  const deny = () =>
    act(
      () => call('/interaction/:id/consent', { decision: 'deny', email: account.email }, trip.interactionId),
      (answered) => trip.proceed(answered.step),
    );
  if (stage.at === 'keep') {
    return (
      <Card key="keep" title={recoverySheet.title} client={client}>
        <RecoveryKeySheet text={stage.text} email={account.email} onKept={() => hand(stage.state)} />
      </Card>
    );
  }
  return (
    <Card title={keysStep.title(client.name)} logo={client.logo}>
      <p className="lead">{keysStep.gets(client.name)}</p>
      <ShowStage trip={trip} stage={stage} hand={hand} renew={renew} />
      <Alert problem={problem} />
      {stage.at !== 'opening' && stage.at !== 'handing' && (
        <Button kind="equal" busy={busy} onPress={deny}>
          {consent.deny}
        </Button>
      )}
    </Card>
  );
}

interface ShowStageProps extends Omit<Staged, 'stage'> {
  readonly trip: Trip;
  readonly stage: Exclude<Stage, { at: 'keep' }>;
}

function ShowStage({ trip, stage, hand, renew }: ShowStageProps) {
  const { common } = useWords();
  const { keysStep, unlock } = useKeyWords();
  switch (stage.at) {
    case 'opening':
    case 'handing':
      return <Progress busy text={stage.at === 'opening' ? unlock.opening : keysStep.handing} />;
    case 'rolled-back':
      return <RolledBack />;
    case 'stuck':
      return (
        <>
          <Alert problem={stage.problem} />
          <Button onPress={stage.again}>{common.tryAgain}</Button>
        </>
      );
    case 'none':
      return <MakeKeyForms state={stage.state} refuse={trip.refuse} onMade={hand} />;
    case 'locked': {
      const { state, current } = stage;
      const onOpened = (way: Way) => (way === 'recovery' ? renew(state) : hand(state));
      return (
        <>
          <p>{unlock.lead}</p>
          <UnlockForms
            locked={{ accountId: state.accountId, current }}
            refuse={trip.refuse}
            recover={(shown) => call('/account/keys/recovery/open', shown)}
            onOpened={onOpened}
          />
        </>
      );
    }
  }
}

interface Staged {
  readonly stage: Stage;
  /** The key is open: hands the keys over and goes on. */
  readonly hand: (state: KeysState) => void;
  /** A recovery key opened it: makes the next one. */
  readonly renew: (state: KeysState) => void;
}

function useStage(trip: Trip, { order }: Pick<KeysStepProps['step'], 'order'>): Staged {
  const [stage, setStage] = useState<Stage>({ at: 'opening' });
  const stuck = (problem: PageProblem, again: () => void) => {
    const shown = trip.refuse(problem);
    if (shown) setStage({ at: 'stuck', problem: shown, again });
  };
  const hand = async (state: KeysState) => {
    setStage({ at: 'handing' });
    const handed = await deliver(trip.interactionId, order, state);
    if (handed.ok) trip.proceed(handed.value);
    else stuck(handed.problem, () => void hand(state));
  };
  const renew = async (state: KeysState) => {
    setStage({ at: 'opening' });
    const renewed = await newRecovery(state.accountId);
    if (renewed.ok) setStage({ at: 'keep', ...renewed.value });
    else stuck(renewed.problem, () => void renew(state));
  };
  const begin = async () => {
    setStage({ at: 'opening' });
    const found = await guarded(look);
    if (!found.ok) stuck(found.problem, () => void begin());
    else if (found.value.at === 'open') await hand(found.value.state);
    else setStage(found.value);
  };
  // Once a step, whatever functions act.
  useEffect(() => void begin(), []);
  return { stage, hand: (state) => void hand(state), renew: (state) => void renew(state) };
}

type Found = Stage | { readonly at: 'open'; readonly state: KeysState };

/** What there is, and whether it opens with what this page holds. */
async function look(): Promise<{ ok: true; value: Found } | { ok: false; problem: PageProblem }> {
  const asked = await call('/account/keys', {});
  if (!asked.ok) return asked;
  const { value: state } = asked;
  const { accountId, current } = state;
  if (isRolledBack(accountId, current?.generation)) return { ok: true, value: { at: 'rolled-back' } };
  if (!current) return { ok: true, value: { at: 'none', state } };
  const opened = await openHeld({ accountId, current });
  return { ok: true, value: opened ? { at: 'open', state } : { at: 'locked', state, current } };
}
