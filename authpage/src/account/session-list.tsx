import type { AccountHome } from '../../../contract/account.ts';
import { Button } from '../parts/button.tsx';
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
  const { account, common } = useWords();
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{account.sessions}</h2>
      <p className="hint">{account.sessionsLead}</p>
      <ul className="rows">
        {sessions.map(({ id, current, device, signedInAtSeconds, lastSeenAtSeconds }) => (
          <li key={id} className="row">
            <div>
              <p>
                <bdi className="row-name">{device || account.unknownDevice}</bdi>{' '}
                {current && <strong className="fresh">{account.thisBrowser}</strong>}
              </p>
              <p className="hint">
                <Time atSeconds={signedInAtSeconds} inWords={account.signedInOn} />
                {', '}
                <Time atSeconds={lastSeenAtSeconds} inWords={account.lastSeen} />
              </p>
            </div>
            {!current && (
              <Button kind="equal" onPress={() => onEnd(id)}>
                {common.signOut}
                <span className="unseen"> {account.signOutOf(device || account.unknownDevice)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="hint">{account.everywhereHint}</p>
      <div className="choices">
        {sessions.some(({ current }) => !current) && (
          <Button kind="equal" onPress={onEndOthers}>
            {account.endOthers}
          </Button>
        )}
        <Button kind="equal" onPress={onEndAll}>
          {account.everywhere}
        </Button>
      </div>
    </section>
  );
}
