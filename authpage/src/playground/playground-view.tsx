import { useEffect, useState } from 'react';
import { navigate } from '../navigate.ts';
import type { DataOf } from '../page-data.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Progress } from '../parts/progress.tsx';
import { useTask } from '../parts/use-task.ts';
import { type Exchange, send } from './exchange.ts';
import { ExchangeCard } from './exchange-card.tsx';
import { type Answer, begin, redeem, refresh, revoke, takeAnswer } from './flow.ts';
import { WishForm } from './wish-form.tsx';

/** Discovery, and the tokens of the last answers, as the wire gave them. */
type Wire = Readonly<Record<string, unknown>>;

/**
 * The code flow by hand, one press a request, for developers: what is sent, what comes back, what is in the tokens.
 * In English whatever the language of the pages, since the protocol is.
 */
export function PlaygroundView({ data }: { readonly data: DataOf<'playground'> }) {
  const { issuer } = data;
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([]);
  const [answer, setAnswer] = useState<Answer>();
  const [discovery, setDiscovery] = useState<Wire>({});
  const [tokens, setTokens] = useState<Wire>({});
  const { busy, run } = useTask();
  const write = (exchange: Exchange) => setExchanges((before) => [...before, exchange]);
  const endpoint = (name: string) => textOf(discovery, `${name}_endpoint`);

  useEffect(() => {
    const came = takeAnswer(issuer);
    if (came) {
      setAnswer(came);
      write(came.exchange);
    }
    void send({ title: 'Discovery', url: `${issuer}/.well-known/openid-configuration` }).then((found) => {
      setDiscovery(found.received);
      write(found);
    });
  }, [issuer]);

  const ask = (question: () => Promise<Exchange>) =>
    run(async () => {
      const exchange = await question();
      write(exchange);
      if ('access_token' in exchange.received) setTokens((before) => ({ ...before, ...exchange.received }));
    });
  const redeemOnce = (came: Answer) =>
    ask(() => {
      setAnswer(undefined);
      return redeem(data, endpoint('token'), came);
    });
  const accessToken = textOf(tokens, 'access_token');
  const refreshToken = textOf(tokens, 'refresh_token');
  const idToken = textOf(tokens, 'id_token');

  return (
    <Card title="Playground" wide>
      <div lang="en" dir="ltr">
        <p className="lead">
          The authorization code flow with PKCE against this server, as the client{' '}
          <code>{data.clientId}</code>.
        </p>
        <WishForm
          busy={busy || endpoint('authorization') === ''}
          onStart={(wishes) =>
            run(async () => navigate(await begin(data, endpoint('authorization'), wishes)))
          }
        />
        <div className="presses">
          {answer?.code !== undefined && endpoint('token') !== '' && (
            <Button busy={busy} onPress={() => redeemOnce(answer)}>
              Redeem the code
            </Button>
          )}
          {accessToken !== '' && (
            <Button
              kind="equal"
              busy={busy}
              onPress={() =>
                ask(() => send({ title: 'Userinfo', url: endpoint('userinfo'), bearer: accessToken }))
              }
            >
              Ask userinfo
            </Button>
          )}
          {refreshToken !== '' && (
            <>
              <Button
                kind="equal"
                busy={busy}
                onPress={() => ask(() => refresh(data, endpoint('token'), refreshToken))}
              >
                Refresh
              </Button>
              <Button
                kind="equal"
                busy={busy}
                onPress={() => ask(() => revoke(data, endpoint('revocation'), refreshToken))}
              >
                Revoke
              </Button>
            </>
          )}
          {idToken !== '' && endpoint('end_session') !== '' && (
            <Button
              kind="equal"
              onPress={() =>
                navigate(`${endpoint('end_session')}?${new URLSearchParams({ id_token_hint: idToken })}`)
              }
            >
              Sign out
            </Button>
          )}
        </div>
        <Progress busy={busy} text="One moment…" />
        <ol className="exchanges" reversed>
          {exchanges.toReversed().map((exchange, index) => (
            <ExchangeCard key={exchanges.length - index} exchange={exchange} open={index === 0} />
          ))}
        </ol>
      </div>
    </Card>
  );
}

function textOf(wire: Wire, name: string): string {
  const value = wire[name];
  return typeof value === 'string' ? value : '';
}
