import type { ReactNode } from 'react';
import type { AppAsks, DeviceAsks } from '../../../contract/approval.ts';
import { Time } from '../account/time.tsx';
import { useApprovalWords } from '../words/approval/approval-words.tsx';
import { useWords } from '../words/words.ts';
import { DetailList } from './detail-list.tsx';
import { ResourceList } from './resource-list.tsx';
import { ScopeList } from './scope-list.tsx';
import { DescribedAt, Unchecked } from './unchecked.tsx';

interface AskedFactsProps {
  readonly asks: DeviceAsks | AppAsks;
  /** What only this kind of request has to say. */
  readonly children?: ReactNode;
}

/** Who asks, since when, in whose account and for what: all that the consent page says, and how it came here. */
export function AskedFacts({ asks, children }: AskedFactsProps) {
  const { consent } = useWords();
  const { approval } = useApprovalWords();
  const { client, account, askedAtSeconds, scopes, claims, resources, details } = asks;
  return (
    <>
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
      <Unchecked client={client} />
      <DetailList details={details} />
      <ScopeList scopes={scopes} claims={claims} />
      <ResourceList resources={resources} />
    </>
  );
}
