import { useEffect, useState } from 'react';
import type { ActPurpose } from '../../../contract/step.ts';
import { type PageProblem, call } from '../api.ts';
import { navigate } from '../navigate.ts';
import type { DataOf } from '../page-data.ts';
import { focusHeading } from '../parts/card.tsx';
import { useTask } from '../parts/use-task.ts';
import { endsTrip } from '../views/trip.ts';
import { useAccountWords } from '../words/account/account-words.tsx';
import type { Console } from './console.ts';

interface Account {
  readonly console: Console;
  /** What was done last, for the status line. */
  readonly said: string;
  readonly problem: PageProblem | undefined;
  /** The page is over, the session for one. */
  readonly ended: boolean;
  /** For another section: what was said belongs to this one. */
  readonly hush: () => void;
}

/** The state of the account page. Every call answers with the account as it is afterwards. */
export function useAccount(data: DataOf<'account'>): Account {
  const words = useAccountWords();
  const [home, setHome] = useState(data.home);
  const [draft, setDraft] = useState(data.home.profile);
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();

  // After the first paint, because a live region tells only what changes in it.
  useEffect(() => setSaid(data.done ? words.done[data.done] : ''), [data.done]);

  const hush = () => {
    setSaid('');
    setProblem(undefined);
  };
  const change: Console['change'] = (question, done) =>
    run(async () => {
      hush();
      const answer = await question();
      if (!answer.ok) return setProblem(answer.problem);
      setHome(answer.value);
      setSaid(done);
      focusHeading();
    });
  const goWhere = (question: () => ReturnType<typeof call<'/account/acts/begin'>>) =>
    run(async () => {
      hush();
      const answer = await question();
      if (answer.ok) navigate(answer.value.url);
      else setProblem(answer.problem);
    });
  const begin = (purpose: ActPurpose, target?: string) =>
    goWhere(() => call('/account/acts/begin', target === undefined ? { purpose } : { purpose, target }));
  const leave: Console['leave'] = (path) => goWhere(() => call(path, {}));
  const refuse = (refused: PageProblem) => {
    if (!endsTrip(refused)) return refused;
    setProblem(refused);
    return undefined;
  };

  return {
    console: { home, busy, change, begin, leave, keep: setHome, refuse, draft, setDraft },
    said,
    problem,
    ended: problem !== undefined && endsTrip(problem),
    hush,
  };
}
