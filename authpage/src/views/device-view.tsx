import { useEffect, useState } from 'react';
import type { DeviceAsks } from '../../../contract/approval.ts';
import type { KeysOrder } from '../../../contract/step.ts';
import { type PageProblem, call } from '../api.ts';
import type { DataOf } from '../page-data.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { SpeakApproval, useApprovalWords } from '../words/approval/approval-words.tsx';
import { SpeakKeys } from '../words/keys/key-words.tsx';
import { useWords } from '../words/words.ts';
import { AskedFacts } from './asked-facts.tsx';
import { Decide, type Outcome } from './decide.tsx';
import { DeviceCodeForm } from './device-code-form.tsx';
import { DeviceKeys } from './device-keys.tsx';
import { EndedView } from './ended-view.tsx';

/** A device asks: first its code, then who asks for what, then the answer (RFC 8628 §3.3). */
export function DeviceView({ data }: { readonly data: DataOf<'device'> }) {
  return (
    <SpeakApproval>
      <DeviceTrip data={data} />
    </SpeakApproval>
  );
}

function DeviceTrip({ data }: { readonly data: DataOf<'device'> }) {
  const { common } = useWords();
  const { approval, device } = useApprovalWords();
  const [asks, setAsks] = useState<DeviceAsks>();
  const [order, setOrder] = useState<KeysOrder>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [ended, setEnded] = useState<PageProblem>();
  useEffect(forgetCode, []);

  if (ended) return <EndedView problem={{ restartUrl: '/device', ...ended }} client={asks?.client} />;
  if (outcome) {
    const title = outcome === 'allowed' ? approval.allowedTitle : approval.deniedTitle;
    return (
      <Card key={outcome} title={title} client={asks?.client}>
        <p role="status">{device[outcome]}</p>
      </Card>
    );
  }
  if (!asks) return <DeviceCodeForm data={data} onFound={setAsks} onEnd={setEnded} />;
  if (order) {
    return (
      <SpeakKeys>
        <DeviceKeys asks={asks} order={order} onDone={setOutcome} onEnd={setEnded}>
          <Button kind="equal" onPress={() => setOrder(undefined)}>
            {common.cancel}
          </Button>
        </DeviceKeys>
      </SpeakKeys>
    );
  }
  return <ConfirmDevice asks={asks} onKeys={setOrder} onDone={setOutcome} onEnd={setEnded} />;
}

interface ConfirmDeviceProps {
  readonly asks: DeviceAsks;
  readonly onDone: (outcome: Outcome) => void;
  readonly onEnd: (problem: PageProblem) => void;
  /** They want to allow it, and it asks for keys: those go along with the answer. */
  readonly onKeys: (order: KeysOrder) => void;
}

/** The question stands before the facts: who did not start this needs to read no further. */
function ConfirmDevice({ asks, onKeys, onDone, onEnd }: ConfirmDeviceProps) {
  const { device } = useApprovalWords();
  const { client, account, requestId, from, order } = asks;
  const where = from.sameAsHere ? device.sameNetwork(from.network) : device.otherNetwork(from.network);
  return (
    <Card key="confirm" title={device.asks(client.name)} logo={client.logo}>
      <p>
        <strong>{device.question}</strong> {device.warning}
      </p>
      <AskedFacts asks={asks}>
        <dt>{device.where}</dt>
        <dd>
          {from.device !== '' && <bdi>{from.device} </bdi>}
          {where}
        </dd>
      </AskedFacts>
      <Decide
        ask={(decision) => call('/device/decide', { requestId, decision, email: account.email })}
        onAllow={order && (() => onKeys(order))}
        onDone={onDone}
        onEnd={onEnd}
      />
    </Card>
  );
}

/** The code of a link does not stay in the address bar and in what is shared from there. */
function forgetCode(): void {
  if (location.pathname === '/device' && location.search !== '') history.replaceState(null, '', '/device');
}
