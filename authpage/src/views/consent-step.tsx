import { useState } from 'react';
import type { Step } from '../../../contract/step.ts';
import { type PageProblem, type Result, call } from '../api.ts';
import { Card } from '../parts/card.tsx';
import { useTask } from '../parts/use-task.ts';
import { useWords } from '../words/words.ts';
import { Choices, type Decision } from './choices.tsx';
import { DetailList } from './detail-list.tsx';
import { ResourceList } from './resource-list.tsx';
import { ScopeList } from './scope-list.tsx';
import type { Trip } from './trip.ts';
import { DescribedAt, Unchecked } from './unchecked.tsx';

interface ConsentStepProps {
  readonly trip: Trip;
  readonly step: Extract<Step, { kind: 'consent' }>;
}

/** What may this client do? */
export function ConsentStep({ trip, step }: ConsentStepProps) {
  const { common, consent } = useWords();
  const { client, account, scopes } = step;
  const [problem, setProblem] = useState<PageProblem>();
  const { busy, run } = useTask();
  const ask = (question: () => Promise<Result<{ step: Step }>>) =>
    run(async () => {
      setProblem(undefined);
      const answer = await question();
      if (answer.ok) trip.proceed(answer.value.step);
      else setProblem(trip.refuse(answer.problem));
    });
  const decide = (decision: Decision) =>
    ask(() => call('/interaction/:id/consent', { decision, email: account.email }, trip.interactionId));

  return (
    <Card title={consent.title(client.name)} logo={client.logo}>
      <dl className="facts">
        <dt>{consent.answerGoesTo}</dt>
        <dd>
          <bdi className="host">{client.host}</bdi>
        </dd>
        <DescribedAt client={client} />
        <dt>{consent.signedInAs}</dt>
        <dd>
          <bdi>{account.email}</bdi>{' '}
          <button
            type="button"
            className="link"
            onClick={() => ask(() => call('/interaction/:id/switch-account', {}, trip.interactionId))}
          >
            {common.useAnother}
          </button>
        </dd>
      </dl>
      <Unchecked client={client} />
      <DetailList details={step.details} />
      <ScopeList scopes={scopes} claims={step.claims} />
      <ResourceList resources={step.resources} />
      <Choices busy={busy} problem={problem} decide={decide} />
      <p className="policies">
        {client.policyUri !== undefined && <a href={client.policyUri}>{common.privacyPolicy}</a>}
        {client.tosUri !== undefined && <a href={client.tosUri}>{common.terms}</a>}
      </p>
      <details>
        <summary>{consent.technical}</summary>
        <p>
          {consent.scopes}: <code>{scopes.map(({ name }) => name).join(' ')}</code>
        </p>
      </details>
    </Card>
  );
}
