import { useState } from 'react';
import type { AccountHome } from '../../../contract/account.ts';
import { Button } from '../parts/button.tsx';
import { scopeSentence } from '../views/scope-sentence.ts';
import { useWords } from '../words/words.ts';
import { Time } from './time.tsx';

type ConnectedClient = AccountHome['clients'][number];

interface ClientListProps {
  readonly clients: readonly ConnectedClient[];
  readonly onWithdraw: (client: ConnectedClient) => void;
}

/** The apps that may do something, and what. */
export function ClientList({ clients, onWithdraw }: ClientListProps) {
  const { account } = useWords();
  return (
    <section aria-labelledby="clients">
      <h2 id="clients">{account.clients}</h2>
      {clients.length === 0 && <p className="hint">{account.noClients}</p>}
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
  const { account, common } = words;
  const [asking, setAsking] = useState<'not yet' | 'now' | 'no more'>('not yet');
  const unseen = <span className="unseen"> {account.withdrawOf(client.name)}</span>;
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
            <Time atSeconds={client.allowedAtSeconds} inWords={account.allowedOn} />
          </p>
        </div>
        {asking !== 'now' && (
          <Button kind="equal" focused={asking === 'no more'} onPress={() => setAsking('now')}>
            {account.withdraw}
            {unseen}
          </Button>
        )}
      </div>
      {asking === 'now' && (
        <div className="asking" role="group" aria-label={client.name}>
          <p role="status">{account.willLose(client.name)}</p>
          <div className="choices">
            <Button kind="equal" focused onPress={() => setAsking('no more')}>
              {common.cancel}
            </Button>
            <Button kind="danger" onPress={onWithdraw}>
              {account.withdraw}
              {unseen}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
