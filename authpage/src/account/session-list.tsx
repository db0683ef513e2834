import type { AccountHome } from '../../../contract/account.ts';
import { Button } from '../parts/button.tsx';
import { useAccountWords } from '../words/account/account-words.tsx';
import { useWords } from '../words/words.ts';
import { Time } from './time.tsx';

interface SessionListProps {
  readonly sessions: AccountHome['sessions'];
  readonly onEnd: (sessionId: string) => void;
  readonly onEndOthers: () => void;
  readonly onEndAll: () => void;
}

/** Where the account is signed in. The session that looks is marked; it ends with the button at the top. */
export function SessionList({ sessions, onEnd, onEndOthers, onEndAll }: SessionListProps) {
  const { home } = useAccountWords();
  const { common } = useWords();
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{home.sessions}</h2>
      <p className="hint">{home.sessionsLead}</p>
      <ul className="rows">
        {sessions.map(({ id, current, device, signedInAtSeconds, lastSeenAtSeconds }) => (
          <li key={id} className="row">
            <div>
              <p>
                <bdi className="row-name">{device || home.unknownDevice}</bdi>{' '}
                {current && <strong className="fresh">{home.thisBrowser}</strong>}
              </p>
              <p className="hint">
                <Time atSeconds={signedInAtSeconds} inWords={home.signedInOn} />
              </p>
              <p className="hint">
                <Time atSeconds={lastSeenAtSeconds} inWords={home.lastSeen} />
              </p>
            </div>
            {!current && (
              <Button
                kind="equal"
                name={home.signOutOf(device || home.unknownDevice)}
                onPress={() => onEnd(id)}
              >
                {common.signOut}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="hint">{home.everywhereHint}</p>
      <div className="choices">
        {sessions.some(({ current }) => !current) && (
          <Button kind="equal" onPress={onEndOthers}>
            {home.endOthers}
          </Button>
        )}
        <Button kind="equal" onPress={onEndAll}>
          {home.everywhere}
        </Button>
      </div>
    </section>
  );
}
