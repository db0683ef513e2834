import type { ReactNode } from 'react';
import type { AccountCard, ClientCard } from '../../../contract/step.ts';
import { Time } from '../account/time.tsx';
import { useWords } from '../words/words.ts';
import { DescribedAt } from './unchecked.tsx';

interface AskedFactsProps {
  readonly client: ClientCard;
  readonly account: AccountCard;
  readonly askedAtSeconds: number;
  /** What only this kind of request has to say. */
  readonly children?: ReactNode;
}

/** Who asks, since when, and in whose account: what a person needs before they decide about something elsewhere. */
export function AskedFacts({ client, account, askedAtSeconds, children }: AskedFactsProps) {
  const { approval, consent } = useWords();
  return (
    <dl className="facts">
      {children}
      <dt>{approval.app}</dt>
      <dd>
        <bdi>{client.name}</bdi>
      </dd>
      <dt>{approval.host}</dt>
      <dd>{client.host === '' ? approval.noHost : <bdi className="host">{client.host}</bdi>}</dd>
      <DescribedAt client={client} />
      <dt>{approval.askedAt}</dt>
      <dd>
        <Time atSeconds={askedAtSeconds} inWords={(time) => time} />
      </dd>
      <dt>{consent.signedInAs}</dt>
      <dd>
        <bdi>{account.email}</bdi>
      </dd>
    </dl>
  );
}
