import type { AccountHome } from '../../../contract/account.ts';
import { call } from '../api.ts';
import { scopeSentence } from '../views/scope-sentence.ts';
import { useAccountWords } from '../words/account/account-words.tsx';
import { useWords } from '../words/words.ts';
import { AskFirst } from './ask-first.tsx';
import { useConsole } from './console.ts';
import { Empty, Facts, Panel, Row } from './panel.tsx';
import { Time } from './time.tsx';

type ConnectedClient = AccountHome['clients'][number];

/** The apps that may do something, and what. */
export function AppsSection() {
  const { home } = useConsole();
  const { apps } = useAccountWords();
  return (
    <Panel title={apps.title}>
      {home.clients.length === 0 ? (
        <Empty>{apps.none}</Empty>
      ) : (
        <ul className="rows">
          {home.clients.map((client) => (
            <ClientRow key={client.clientId} client={client} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Withdrawing names what is lost and asks once more. */
function ClientRow({ client }: { readonly client: ConnectedClient }) {
  const { clientId, name, host, scopes, hasKeys, allowedAtSeconds, lastUsedAtSeconds } = client;
  const { change } = useConsole();
  const words = useWords();
  const { apps } = useAccountWords();
  const withdraw = () => change(() => call('/account/clients/withdraw', { clientId }), apps.withdrawn(name));
  return (
    <Row
      acts={
        <>
          <AskFirst
            label={apps.withdraw}
            name={apps.withdrawFrom(name)}
            title={apps.withdrawTitle(name)}
            onConfirm={withdraw}
          >
            <p>{apps.willLose(name)}</p>
          </AskFirst>
          {hasKeys && <NewKeys client={client} />}
        </>
      }
    >
      <p>
        <bdi className="row-name">{name}</bdi> <bdi className="host">{host}</bdi>
      </p>
      <ul className="scopes">
        {scopes.map((scope) => (
          <li key={scope}>{scopeSentence(scope, scopes, words)}</li>
        ))}
      </ul>
      <Facts>
        <Time atSeconds={allowedAtSeconds} inWords={apps.allowedOn} />
        {lastUsedAtSeconds === undefined ? (
          <span>{apps.notInUse}</span>
        ) : (
          <Time atSeconds={lastUsedAtSeconds} inWords={apps.lastUsed} />
        )}
      </Facts>
    </Row>
  );
}

/** For an app whose keys somebody else may have; what it sealed under them does not come along. */
function NewKeys({ client: { clientId, name } }: { readonly client: ConnectedClient }) {
  const { change } = useConsole();
  const { apps } = useAccountWords();
  const rotate = () => change(() => call('/account/keys/rotate', { clientId }), apps.newKeysGiven(name));
  return (
    <AskFirst
      label={apps.newKeys}
      name={apps.newKeysFor(name)}
      title={apps.newKeysTitle(name)}
      onConfirm={rotate}
    >
      <p>{apps.newKeysWhen}</p>
      <p>{apps.newKeysText(name)}</p>
      <p>{apps.newKeysLose}</p>
    </AskFirst>
  );
}
