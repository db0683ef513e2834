import { call } from '../api.ts';
import { navigate } from '../navigate.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Form } from '../parts/form.tsx';
import { useLaterWords } from '../words/later/later-words.tsx';
import { useWords } from '../words/words.ts';
import { EndedView } from './ended-view.tsx';
import { Opening } from './opening.tsx';
import { useAct } from './use-act.ts';
import { useOpened } from './use-opened.ts';

interface ResetViewProps {
  readonly ticket: string | undefined;
  readonly undo: boolean;
}

/** The page behind the mailed link to a new password, or of an e-mail change that is taken back. */
export function ResetView({ ticket, undo }: ResetViewProps) {
  const { common } = useWords();
  const { reset } = useLaterWords();
  const { value, ended, refuse } = useOpened(ticket, (opened) => call('/reset/open', { ticket: opened }));
  const { busy, problem, act } = useAct({ refuse });
  const title = undo ? reset.undoTitle : reset.title;

  if (ended) return <EndedView problem={ended} />;
  if (ticket === undefined || !value) return <Opening title={title} />;
  const begin = () =>
    act(
      () => call('/reset/begin', { ticket }),
      ({ url }) => navigate(url),
    );
  return (
    // Another card than the one that waited: its heading is read out.
    <Card key="opened" title={title}>
      <p>{undo ? reset.undoLead(value.email) : reset.lead(value.email)}</p>
      <Form busy={busy} onSubmit={begin} progress={common.working}>
        <Alert problem={problem} />
        <Button busy={busy}>{common.continue}</Button>
      </Form>
    </Card>
  );
}
