import { useState } from 'react';
import { type PageProblem, call } from '../api.ts';
import { navigate } from '../navigate.ts';
import type { DataOf } from '../page-data.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Form } from '../parts/form.tsx';
import { useTask } from '../parts/use-task.ts';
import { forgetDevices } from '../vault/device-database.ts';
import { useWords } from '../words/words.ts';
import { EndedView } from './ended-view.tsx';
import { endsTrip } from './trip.ts';

/** Asks first: a link on a foreign page must not be enough to sign somebody out. */
export function SignOutView({ data }: { readonly data: DataOf<'sign-out'> }) {
  const { common, signOut } = useWords();
  const { client, ticket } = data;
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();
  const confirm = async () => {
    setProblem(undefined);
    const answer = await call('/logout/confirm', { ticket });
    if (!answer.ok) return setProblem(answer.problem);
    forgetDevices();
    navigate(answer.value.url);
  };
  if (problem && endsTrip(problem)) return <EndedView problem={problem} client={client} />;
  return (
    <Card title={signOut.title} client={client}>
      {client && <p className="lead">{signOut.askedBy(client.name)}</p>}
      <p>{signOut.text}</p>
      <Form busy={busy} onSubmit={() => run(confirm)} progress={common.working}>
        <Alert problem={problem} />
        <div className="choices">
          <Button kind="equal" onPress={leave}>
            {common.cancel}
          </Button>
          <Button busy={busy}>{common.signOut}</Button>
        </div>
      </Form>
    </Card>
  );
}

/** Back to where the question came from; a page of its own has nowhere to go back to. */
function leave(): void {
  if (history.length > 1) history.back();
  else navigate('/account');
}
