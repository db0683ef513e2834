import type { AccountHome } from '../../../contract/account.ts';
import { call } from '../api.ts';
import { useAccountWords } from '../words/account/account-words.tsx';
import { useDateLocale } from '../words/words.ts';
import { useConsole } from './console.ts';
import { byDay } from './days.ts';
import { eventSentence } from './event-sentence.ts';
import { Empty, Facts, Panel } from './panel.tsx';
import { useOlder } from './use-older.tsx';

/** What happened to the account, newest first, a day at a time. */
export function EventsSection() {
  const { home } = useConsole();
  const { events: words } = useAccountWords();
  const locale = useDateLocale();
  const { rows, showMore } = useOlder({ rows: home.events, more: home.moreEvents }, olderEvents);

  return (
    <>
      {rows.length === 0 && (
        <Panel title={words.title}>
          <Empty>{words.none}</Empty>
        </Panel>
      )}
      {byDay(rows, home.nowSeconds, locale).map(({ day, events }) => (
        <Panel key={day} title={<time dateTime={dateOf(events)}>{day}</time>}>
          <EventRows events={events} />
        </Panel>
      ))}
      {showMore(words.more)}
    </>
  );
}

async function olderEvents(before: string) {
  const answer = await call('/account/events', { before });
  if (!answer.ok) return answer;
  const { events: rows, moreEvents: more } = answer.value;
  return { ok: true, value: { rows, more } } as const;
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
