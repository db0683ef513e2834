import type { AccountHome } from '../../../contract/account.ts';
import { call } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { useAccountWords } from '../words/account/account-words.tsx';
import { useDateLocale, useWords } from '../words/words.ts';
import { AskFirst } from './ask-first.tsx';
import { useConsole } from './console.ts';
import { Facts, Panel, Row } from './panel.tsx';
import { Time } from './time.tsx';

type Session = AccountHome['sessions'][number];

/** Where the account is signed in. The session that looks is marked; it ends with the button at the top. */
export function DevicesSection() {
  const { home, change, leave } = useConsole();
  const { devices } = useAccountWords();
  const others = home.sessions.some(({ current }) => !current);
  const endOthers = () => change(() => call('/account/sessions/end-others', {}), devices.endedOthers);
  return (
    <>
      <Panel title={devices.title}>
        <ul className="rows">
          {home.sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
        {!others && <p className="hint">{devices.alone}</p>}
      </Panel>
      <Panel title={devices.manyTitle} lead={devices.manyLead}>
        <div className="acts">
          {others && (
            <AskFirst
              label={devices.endOthers}
              title={devices.endOthersTitle}
              act={devices.endOthers}
              onConfirm={endOthers}
            >
              <p>{devices.endOthersText}</p>
            </AskFirst>
          )}
          <AskFirst
            label={devices.everywhere}
            title={devices.everywhereTitle}
            onConfirm={() => leave('/account/sign-out-everywhere')}
          >
            <p>{devices.everywhereText}</p>
          </AskFirst>
        </div>
      </Panel>
    </>
  );
}

function SessionRow({ session }: { readonly session: Session }) {
  const { id, current, device, network, country, signedInAtSeconds, lastSeenAtSeconds } = session;
  const { busy, change } = useConsole();
  const { devices } = useAccountWords();
  const { common } = useWords();
  const countryName = useCountryName();
  const name = device || devices.unknownDevice;
  const place = countryName(country) || network;
  const end = () => change(() => call('/account/sessions/end', { sessionId: id }), devices.ended(name));
  return (
    <Row
      acts={
        !current && (
          <Button kind="equal" name={devices.signOutOf(name)} busy={busy} onPress={end}>
            {common.signOut}
          </Button>
        )
      }
    >
      <p>
        <bdi className="row-name">{name}</bdi>{' '}
        {current && <strong className="fresh">{devices.thisBrowser}</strong>}
      </p>
      <Facts>
        <bdi>{place || devices.unknownPlace}</bdi>
        <Time atSeconds={signedInAtSeconds} inWords={devices.signedInOn} />
        <Time atSeconds={lastSeenAtSeconds} inWords={devices.lastSeen} />
      </Facts>
    </Row>
  );
}

/** The country in the language of the page; empty for what is no code of a country. */
function useCountryName(): (code: string) => string {
  const locale = useDateLocale();
  return (code) =>
    /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? '') : '';
}
