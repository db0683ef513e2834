import { useState } from 'react';
import type { AccountHome } from '../../../contract/account.ts';
import { type PageProblem, type Result, call } from '../api.ts';
import { navigate } from '../navigate.ts';
import type { DataOf } from '../page-data.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card, focusHeading } from '../parts/card.tsx';
import { Progress } from '../parts/progress.tsx';
import { useTask } from '../parts/use-task.ts';
import { EndedView } from '../views/ended-view.tsx';
import { endsTrip } from '../views/trip.ts';
import { useAccountWords } from '../words/account/account-words.tsx';
import { useWords } from '../words/words.ts';
import { ClientList } from './client-list.tsx';
import { SessionList } from './session-list.tsx';
import { WaitingList } from './waiting-list.tsx';

/** Who am I, which apps may do what, and where am I signed in. Every call answers with the new state of the page. */
export function AccountView({ data }: { readonly data: DataOf<'account'> }) {
  const { home: words } = useAccountWords();
  const { common } = useWords();
  const [home, setHome] = useState<AccountHome>(data.home);
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();

  const change = (question: () => Promise<Result<AccountHome>>, done: string) =>
    run(async () => {
      setProblem(undefined);
      setSaid('');
      const answer = await question();
      if (!answer.ok) return setProblem(answer.problem);
      setHome(answer.value);
      setSaid(done);
      focusHeading();
    });
  const leave = (path: '/account/sign-out' | '/account/sign-out-everywhere') =>
    run(async () => {
      const answer = await call(path, {});
      if (answer.ok) navigate(answer.value.url);
      else setProblem(answer.problem);
    });

  if (problem && endsTrip(problem)) return <EndedView problem={problem} />;
  return (
    <Card title={words.title} wide>
      <div className="me">
        <p>
          <bdi className="me-name">{home.account.name}</bdi>
          <bdi>{home.account.email}</bdi>
        </p>
        <Button kind="equal" busy={busy} onPress={() => leave('/account/sign-out')}>
          {common.signOut}
        </Button>
      </div>
      <Alert problem={problem} />
      <p role="status" className="said">
        {said}
      </p>
      <Progress busy={busy} text={common.working} />
      <WaitingList waiting={home.waiting} />
      <ClientList
        clients={home.clients}
        onWithdraw={({ clientId, name }) =>
          change(() => call('/account/clients/withdraw', { clientId }), words.withdrawn(name))
        }
      />
      <SessionList
        sessions={home.sessions}
        onEnd={(sessionId) => change(() => call('/account/sessions/end', { sessionId }), words.ended)}
        onEndOthers={() => change(() => call('/account/sessions/end-others', {}), words.endedOthers)}
        onEndAll={() => leave('/account/sign-out-everywhere')}
      />
    </Card>
  );
}
