import { useMemo } from 'react';
import type { PageProblem } from '../api.ts';
import type { Words } from '../words/en.ts';
import { useDateLocale, useWords } from '../words/words.ts';
import { RequestId } from './request-id.tsx';

export const ALERT_ID = 'form-alert';

interface AlertProps {
  readonly problem: PageProblem | undefined;
}

/** A problem of the whole form, read out at once; a form clears it at each try, so that the same one is read again. */
export function Alert({ problem }: AlertProps) {
  const words = useWords();
  const locale = useDateLocale();
  // Once a problem: the time of day in it must not move while somebody types.
  const text = useMemo(() => problem && inWords(problem, words, locale), [problem, words, locale]);
  if (!problem) return null;
  const ours = problem.problem === 'server_error' || problem.problem === 'unavailable';
  return (
    <div role="alert" id={ALERT_ID} className="alert">
      <p>{text}</p>
      {ours && problem.requestId !== undefined && <RequestId id={problem.requestId} />}
    </div>
  );
}

/** The sentence for a problem that leaves the form usable. */
function inWords({ problem, retryAfterSeconds }: PageProblem, words: Words, locale: string): string {
  if (problem !== 'too_many_attempts' || retryAfterSeconds === undefined) return words.problems[problem].text;
  const again = new Date(Date.now() + retryAfterSeconds * 1000);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(again);
  return words.wait(Math.max(1, Math.ceil(retryAfterSeconds / 60)), time);
}
