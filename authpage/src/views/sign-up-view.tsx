import { useEffect, useState } from 'react';
import { type PageProblem, call } from '../api.ts';
import { Card } from '../parts/card.tsx';
import { Progress } from '../parts/progress.tsx';
import { useWords } from '../words/words.ts';
import { ChoosePassword } from './choose-password.tsx';
import { EndedView } from './ended-view.tsx';
import { LeavingStep } from './leaving-step.tsx';
import { endsTrip } from './trip.ts';

/** The page behind the mailed link. Opening the link spends nothing: mail scanners open links too (CF-29). */
export function SignUpView({ ticket }: { readonly ticket: string | undefined }) {
  const { signUp } = useWords();
  const [email, setEmail] = useState<string>();
  const [ended, setEnded] = useState<PageProblem>();
  const [next, setNext] = useState<string>();

  useEffect(() => {
    if (ticket === undefined) return setEnded({ problem: 'ticket_invalid' });
    void call('/sign-up/open', { ticket }).then((answer) => {
      if (answer.ok) setEmail(answer.value.email);
      else setEnded(asTicketProblem(answer.problem));
    });
  }, [ticket]);

  if (ended) return <EndedView problem={ended} />;
  if (next !== undefined) return <LeavingStep url={next} />;
  if (ticket === undefined || email === undefined) {
    return (
      <Card title={signUp.title}>
        <Progress busy text={signUp.opening} />
      </Card>
    );
  }
  const refuse = (problem: PageProblem) => {
    if (problem.problem !== 'ticket_invalid' && !endsTrip(problem)) return problem;
    setEnded(problem);
    return undefined;
  };
  return <ChoosePassword ticket={ticket} email={email} onDone={setNext} refuse={refuse} />;
}

/** A ticket of the wrong shape was cut off by a mail program: for the person it is a link that does not work. */
function asTicketProblem(problem: PageProblem): PageProblem {
  return problem.problem === 'invalid_input' ? { ...problem, problem: 'ticket_invalid' } : problem;
}
