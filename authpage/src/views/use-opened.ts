import { useEffect, useState } from 'react';
import type { PageProblem, Result } from '../api.ts';
import { endsTrip } from './trip.ts';

interface Opened<Value> {
  /** What the ticket is good for; undefined until the server said so. */
  readonly value: Value | undefined;
  /** Nothing on this page can succeed any more. */
  readonly ended: PageProblem | undefined;
  /** Gives the problem back when the form may go on. */
  readonly refuse: (problem: PageProblem) => PageProblem | undefined;
}

/** Asks what a mailed ticket is good for. Opening spends nothing: mail scanners open links too (CF-29). */
export function useOpened<Value>(
  ticket: string | undefined,
  open: (ticket: string) => Promise<Result<Value>>,
): Opened<Value> {
  const [value, setValue] = useState<Value>();
  const [ended, setEnded] = useState<PageProblem>();
  useEffect(() => {
    if (ticket === undefined) return setEnded({ problem: 'ticket_invalid' });
    void open(ticket).then((answer) => {
      if (answer.ok) setValue(answer.value);
      else setEnded(asTicketProblem(answer.problem));
    });
    // Once a ticket, whatever function asks.
  }, [ticket]);
  const refuse = (problem: PageProblem) => {
    if (problem.problem !== 'ticket_invalid' && !endsTrip(problem)) return problem;
    setEnded(problem);
    return undefined;
  };
  return { value, ended, refuse };
}

/** A ticket of the wrong shape was cut off by a mail program: for the person it is a link that does not work. */
function asTicketProblem(problem: PageProblem): PageProblem {
  return problem.problem === 'invalid_input' ? { ...problem, problem: 'ticket_invalid' } : problem;
}
