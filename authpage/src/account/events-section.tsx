import { useState } from 'react';
import type { AccountHome } from '../../../contract/account.ts';
import { type PageProblem, call } from '../api.ts';
import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { useTask } from '../parts/use-task.ts';
import { useAccountWords } from '../words/account/account-words.tsx';
import { useDateLocale } from '../words/words.ts';
import { useConsole } from './console.ts';
import { byDay } from './days.ts';
import { eventSentence } from './event-sentence.ts';
import { Empty, Facts, Panel } from './panel.tsx';

/** What happened to the account, newest first, a day at a time. */
export function EventsSection() {
  const { home, refuse } = useConsole();
  const { events: words } = useAccountWords();
  const locale = useDateLocale();
  const [older, setOlder] = useState({ after: home.events, events: home.events, more: home.moreEvents });
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();
  // The page was told anew: what lay below is asked for again.
  const shown = older.after === home.events ? older : { events: home.events, more: home.moreEvents };

  const showMore = (before: string) =>
    run(async () => {
      setProblem(undefined);
      const answer = await call('/account/events', { before });
      if (!answer.ok) return setProblem(refuse(answer.problem));
      const { events, moreEvents } = answer.value;
      setOlder({ after: home.events, events: [...shown.events, ...events], more: moreEvents });
    });

  const { more } = shown;
  return (
    <>
      {shown.events.length === 0 && (
        <Panel title={words.title}>
          <Empty>{words.none}</Empty>
        </Panel>
      )}
      {byDay(shown.events, home.nowSeconds, locale).map(({ day, events }) => (
        <Panel key={day} title={<time dateTime={dateOf(events)}>{day}</time>}>
          <EventRows events={events} />
        </Panel>
      ))}
      <Alert problem={problem} />
      {more !== undefined && (
        <div className="acts">
          <Button kind="equal" busy={busy} onPress={() => showMore(more)}>
            {words.more}
          </Button>
        </div>
      )}
    </>
  );
}

/** The day of these, as a program reads it. */
function dateOf([first]: AccountHome['events']): string {
  return new Date((first?.atSeconds ?? 0) * 1000).toISOString().slice(0, 10);
}

function EventRows({ events }: { readonly events: AccountHome['events'] }) {
  const words = useAccountWords();
  const locale = useDateLocale();
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  return (
    <ol className="rows rows-dense">
      {events.map((event, at) => {
        const moment = new Date(event.atSeconds * 1000);
        return (
          // Nothing in an event is its own: two of a kind may fall into one second.
          <li key={`${event.atSeconds} ${at}`} className="event">
            <time dateTime={moment.toISOString()}>{time.format(moment)}</time>
            <div>
              <p>{eventSentence(event, words)}</p>
              {event.network !== undefined && (
                <Facts>
                  <span>{words.events.network(event.network)}</span>
                </Facts>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
