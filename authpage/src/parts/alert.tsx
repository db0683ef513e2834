import { useEffect, useState } from 'react';
import type { PageProblem } from '../api.ts';
import type { Words } from '../words/en.ts';
import { useLocale, useWords } from '../words/words.ts';
import type { Locale } from '../../../contract/page.ts';
import { RequestId } from './request-id.tsx';

export const ALERT_ID = 'form-alert';

interface AlertProps {
  readonly problem: PageProblem | undefined;
}

/** A problem of the whole form, read out at once. A new problem is a new element, so that it is read out again. */
export function Alert({ problem }: AlertProps) {
  const words = useWords();
  const locale = useLocale();
  const [since, setSince] = useState(0);
  useEffect(() => setSince(Date.now()), [problem]);
  if (!problem) return null;
  const ours = problem.problem === 'server_error' || problem.problem === 'unavailable';
  return (
    <div role="alert" id={ALERT_ID} className="alert" key={since}>
      <p>{inWords(problem, words, locale)}</p>
      {ours && problem.requestId !== undefined && <RequestId id={problem.requestId} />}
    </div>
  );
}

/** The sentence for a problem that leaves the form usable. */
function inWords({ problem, retryAfterSeconds }: PageProblem, words: Words, locale: Locale): string {
  if (problem !== 'too_many_attempts' || retryAfterSeconds === undefined) return words.problems[problem].text;
  const again = new Date(Date.now() + retryAfterSeconds * 1000);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(again);
  return words.wait(Math.max(1, Math.ceil(retryAfterSeconds / 60)), time);
}
