import { useState } from 'react';
import type { AccountHome } from '../../../contract/account.ts';
import { Button } from '../parts/button.tsx';
import { scopeSentence } from '../views/scope-sentence.ts';
import { useAccountWords } from '../words/account/account-words.tsx';
import { useWords } from '../words/words.ts';
import { Time } from './time.tsx';

type ConnectedClient = AccountHome['clients'][number];

interface ClientListProps {
  readonly clients: readonly ConnectedClient[];
  readonly onWithdraw: (client: ConnectedClient) => void;
}

/** The apps that may do something, and what. */
export function ClientList({ clients, onWithdraw }: ClientListProps) {
  const { home: words } = useAccountWords();
  return (
    <section aria-labelledby="clients">
      <h2 id="clients">{words.clients}</h2>
      {clients.length === 0 && <p className="hint">{words.noClients}</p>}
      <ul className="rows">
        {clients.map((client) => (
          <ClientRow key={client.clientId} client={client} onWithdraw={() => onWithdraw(client)} />
        ))}
      </ul>
    </section>
  );
}

/** Withdrawing names what is lost and asks once more. */
function ClientRow({
  client,
  onWithdraw,
}: {
  readonly client: ConnectedClient;
  readonly onWithdraw: () => void;
}) {
  const words = useWords();
  const { home } = useAccountWords();
  const [asking, setAsking] = useState<'not yet' | 'now' | 'no more'>('not yet');
  return (
    <li>
      <div className="row">
        <div>
          <p>
            <bdi className="row-name">{client.name}</bdi> <bdi className="host">{client.host}</bdi>
          </p>
          <ul className="scopes">
            {client.scopes.map((scope) => (
              <li key={scope}>{scopeSentence(scope, client.scopes, words)}</li>
            ))}
          </ul>
          <p className="hint">
            <Time atSeconds={client.allowedAtSeconds} inWords={home.allowedOn} />
          </p>
        </div>
        {asking !== 'now' && (
          <Button
            kind="equal"
            name={home.withdrawFrom(client.name)}
            focused={asking === 'no more'}
            onPress={() => setAsking('now')}
          >
            {home.withdraw}
          </Button>
        )}
      </div>
      {asking === 'now' && (
        <div className="asking" role="group" aria-label={client.name}>
          <p role="status">{home.willLose(client.name)}</p>
          <div className="choices">
            <Button kind="equal" focused onPress={() => setAsking('no more')}>
              {words.common.cancel}
            </Button>
            <Button kind="danger" name={home.withdrawFrom(client.name)} onPress={onWithdraw}>
              {home.withdraw}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
