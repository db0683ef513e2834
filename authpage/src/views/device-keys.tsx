import type { DeviceAsks } from '../../../contract/approval.ts';
import type { KeysState } from '../../../contract/keys.ts';
import type { KeysOrder } from '../../../contract/step.ts';
import { type PageProblem, type Result, call } from '../api.ts';
import { sealKeys } from '../keys/deliver.ts';
import { HandOver } from '../keys/hand-over.tsx';
import type { Outcome } from './decide.tsx';
import { endsTrip } from './trip.ts';

interface DeviceKeysProps {
  readonly asks: DeviceAsks;
  readonly order: KeysOrder;
  readonly onDone: (outcome: Outcome) => void;
  readonly onEnd: (problem: PageProblem) => void;
  readonly children: React.ReactNode;
}

/** Somebody allowed a device that asks for keys: the answer counts with the keys in it, and not before. */
export function DeviceKeys({ asks, order, onDone, onEnd, children }: DeviceKeysProps) {
  const { client, account, requestId } = asks;
  const refuse = (problem: PageProblem) => {
    if (!endsTrip(problem)) return problem;
    onEnd(problem);
    return undefined;
  };
  const allow = async (state: KeysState): Promise<Result<Outcome>> => {
    const sealed = await sealKeys(order, state);
    if (!sealed.ok) return sealed;
    const decided = { requestId, decision: 'allow', email: account.email, keysJwe: sealed.value } as const;
    const answer = await call('/device/decide', decided);
    return answer.ok ? { ok: true, value: answer.value.outcome } : answer;
  };
  return (
    <HandOver client={client} account={account} refuse={refuse} give={allow} onGiven={onDone}>
      {children}
    </HandOver>
  );
}
