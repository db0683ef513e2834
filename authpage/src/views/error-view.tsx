import type { DataOf } from '../page-data.ts';
import { ProblemCard } from '../parts/problem-card.tsx';
import { useWords } from '../words/words.ts';
import { wayOn } from './ended-view.tsx';

/** A problem the server found before there was a page: in words for the person, folded in full for the developer. */
export function ErrorView({ data }: { readonly data: DataOf<'error'> }) {
  const words = useWords();
  const { problem, restartUrl, client, developer } = data;
  const { title, text } = words.problems[problem];
  return (
    <ProblemCard
      title={title}
      text={text}
      client={client}
      way={problem === 'bad_client_request' ? undefined : wayOn({ problem, restartUrl }, words)}
    >
      {developer.length > 0 && (
        <details>
          <summary>{words.common.forDevelopers}</summary>
          <dl className="developer" lang="en">
            {developer.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <code>{value}</code>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </ProblemCard>
  );
}
