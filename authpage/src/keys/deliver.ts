import type { KeysState } from '../../../contract/keys.ts';
import type { KeysOrder, Step } from '../../../contract/step.ts';
import { type Result, call } from '../api.ts';
import { guarded } from './guarded.ts';
import { askVault } from './keeper.ts';
import { keyOwner } from './key-owner.ts';

const MILLISECONDS = 1000;

/** Derives the keys that an app asked for, sealed to it: a JWE for it alone. The account key has to be open. */
export function sealKeys(order: KeysOrder, state: KeysState): Promise<Result<string>> {
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
    return { ok: true, value: jwe };
  });
}

/** Hands the keys in within a trip. `email`: of the account that the page shows. */
export async function deliver(
  interactionId: string,
  { order, account: { email } }: Extract<Step, { kind: 'keys' }>,
  state: KeysState,
): Promise<Result<Step>> {
  const sealed = await sealKeys(order, state);
  if (!sealed.ok) return sealed;
  const answer = await call('/interaction/:id/keys/deliver', { jwe: sealed.value, email }, interactionId);
  return answer.ok ? { ok: true, value: answer.value.step } : answer;
}
