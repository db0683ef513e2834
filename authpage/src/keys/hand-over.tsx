import type { KeysState } from '../../../contract/keys.ts';
import type { AccountCard, ClientCard } from '../../../contract/step.ts';
import { type PageProblem, type Result, call } from '../api.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Progress } from '../parts/progress.tsx';
import { useKeyWords } from '../words/keys/key-words.tsx';
import { useWords } from '../words/words.ts';
import { KeepRecovery } from './keep-recovery.tsx';
import { MakeKeyForms } from './make-key-forms.tsx';
import type { Opening } from './open-key.ts';
import { RolledBack } from './rolled-back.tsx';
import { UnlockForms, type Way } from './unlock-forms.tsx';
import { type HandingOver, type Stage, useHandOver } from './use-hand-over.ts';

interface HandOverProps<Given> {
  readonly client: ClientCard;
  readonly account: AccountCard;
  readonly refuse: (problem: PageProblem) => PageProblem | undefined;
  /** Seals the keys and gives them to the server, with the account key open. */
  readonly give: (state: KeysState) => Promise<Result<Given>>;
  readonly onGiven: (given: Given) => void;
  /** Another way on; not shown while the page is busy by itself. */
  readonly children: React.ReactNode;
}

/** An app is given its keys: by itself where the vault opens with what was proved on this page, else once it is open. */
export function HandOver<Given>({ client, account, refuse, give, onGiven, children }: HandOverProps<Given>) {
  const { keysStep, recoverySheet } = useKeyWords();
  const over = useHandOver({ refuse, give, onGiven });
  const { stage, hand } = over;
  if (stage.at === 'keep') {
    return (
      <Card key="keep" title={recoverySheet.title} client={client}>
        <KeepRecovery made={stage.made} used email={account.email} refuse={refuse} onKept={hand} />
      </Card>
    );
  }
  return (
    <Card title={keysStep.title(client.name)} logo={client.logo}>
      <p className="lead">{keysStep.gets(client.name)}</p>
      <ShowStage {...over} stage={stage} refuse={refuse} />
      {stage.at !== 'opening' && stage.at !== 'handing' && children}
    </Card>
  );
}

interface ShowStageProps extends Omit<HandingOver, 'stage'> {
  readonly refuse: HandOverProps<never>['refuse'];
  readonly stage: Exclude<Stage, { at: 'keep' }>;
}

function ShowStage({ refuse, stage, hand, renew }: ShowStageProps) {
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
      return <MakeKeyForms state={stage.state} refuse={refuse} onMade={hand} />;
    case 'locked': {
      const { state, current } = stage;
      const onOpened = (way: Way, { state: since = state }: Opening) =>
        way === 'recovery' ? renew(since) : hand(since);
      return (
        <>
          <p>{unlock.lead}</p>
          <UnlockForms
            locked={{ accountId: state.accountId, current }}
            refuse={refuse}
            recover={(shown) => call('/account/keys/recovery/open', shown)}
            mayStay
            onOpened={onOpened}
          />
        </>
      );
    }
  }
}
