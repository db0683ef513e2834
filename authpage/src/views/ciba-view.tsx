import { useState } from 'react';
import { type PageProblem, call } from '../api.ts';
import type { DataOf } from '../page-data.ts';
import { Card } from '../parts/card.tsx';
import { SpeakApproval, useApprovalWords } from '../words/approval/approval-words.tsx';
import { AskedFacts } from './asked-facts.tsx';
import { Decide, type Outcome } from './decide.tsx';
import { EndedView } from './ended-view.tsx';

/** An app asks somebody who is not looking at it, and shows them the same message there (CIBA). */
export function CibaView({ data }: { readonly data: DataOf<'ciba'> }) {
  return (
    <SpeakApproval>
      <CibaQuestion data={data} />
    </SpeakApproval>
  );
}

function CibaQuestion({ data }: { readonly data: DataOf<'ciba'> }) {
  const { approval, ciba } = useApprovalWords();
  const { requestId, asks } = data;
  const { client, account, bindingMessage } = asks;
  const [outcome, setOutcome] = useState<Outcome>();
  const [ended, setEnded] = useState<PageProblem>();

  if (ended) return <EndedView problem={ended} client={client} />;
  if (outcome) {
    const title = outcome === 'allowed' ? approval.allowedTitle : approval.deniedTitle;
    return (
      <Card key={outcome} title={title} client={client}>
        <p role="status">{ciba[outcome]}</p>
      </Card>
    );
  }
  return (
    <Card key="asks" title={ciba.asks(client.name)} logo={client.logo}>
      <p>
        <strong>{ciba.question}</strong> {ciba.warning}
      </p>
      <AskedFacts asks={asks}>
        {bindingMessage !== undefined && (
          <>
            <dt>{ciba.message}</dt>
            <dd>
              <strong>
                <bdi>{bindingMessage}</bdi>
              </strong>
              <p className="hint">{ciba.compare}</p>
            </dd>
          </>
        )}
      </AskedFacts>
      <Decide
        ask={(decision) => call('/ciba/:id/decide', { decision, email: account.email }, requestId)}
        onDone={setOutcome}
        onEnd={setEnded}
      />
    </Card>
  );
}
