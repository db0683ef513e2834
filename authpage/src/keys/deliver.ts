import type { KeysState } from '../../../contract/keys.ts';
import type { KeysOrder, Step } from '../../../contract/step.ts';
import { type Result, call } from '../api.ts';
import { guarded } from './guarded.ts';
import { askVault } from './keeper.ts';
import { keyOwner } from './key-owner.ts';

const MILLISECONDS = 1000;

/** Derives the keys that an app asked for, and hands them in, sealed to it. The account key has to be open. */
export function deliver(interactionId: string, order: KeysOrder, state: KeysState): Promise<Result<Step>> {
  return guarded(async () => {
    const owner = keyOwner(state.accountId);
    const { generations } = await askVault('open-successors', { ...owner, older: state.older });
    const { jwe } = await askVault('scoped-keys', {
      ...owner,
      order,
      keysChangedAtSeconds: state.current?.createdAtSeconds ?? 0,
      older: state.older
        .filter(({ generation }) => generations.includes(generation))
        .map(({ generation, createdAtSeconds }) => ({ generation, createdAtSeconds })),
      nowSeconds: Math.floor(Date.now() / MILLISECONDS),
    });
    const answer = await call('/interaction/:id/keys/deliver', { jwe }, interactionId);
    return answer.ok ? { ok: true, value: answer.value.step } : answer;
  });
}
