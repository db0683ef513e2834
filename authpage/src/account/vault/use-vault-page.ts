import { useEffect, useState } from 'react';
import type { KeysState } from '../../../../contract/keys.ts';
import { type PageProblem, type Result, call } from '../../api.ts';
import { isRolledBack } from '../../keys/generation-memory.ts';
import { guarded } from '../../keys/guarded.ts';
import { lockVault } from '../../keys/held.ts';
import { askVault, isVaultLoaded } from '../../keys/keeper.ts';
import { keyOwner } from '../../keys/key-owner.ts';
import { newRecovery } from '../../keys/new-recovery.ts';
import { forgetOnDevice } from '../../keys/on-device.ts';
import { type CurrentKey, openHeld } from '../../keys/open-key.ts';
import { focusHeading } from '../../parts/card.tsx';
import { useConsole } from '../console.ts';

export type VaultStage =
  | { readonly at: 'opening' | 'rolled-back' }
  | { readonly at: 'stuck'; readonly problem: PageProblem }
  | { readonly at: 'none'; readonly state: KeysState }
  | { readonly at: 'locked' | 'open'; readonly state: KeysState; readonly current: CurrentKey }
  | { readonly at: 'keep'; readonly state: KeysState; readonly text: string };

export interface VaultPage {
  readonly stage: VaultStage;
  readonly begin: () => void;
  /** The key is open, and this is its state by now. */
  readonly open: (state: KeysState) => void;
  /** Shows a recovery key, once. */
  readonly keep: (state: KeysState, text: string) => void;
  /** A recovery key opened the vault: makes the next one, and shows it. */
  readonly renew: (state: KeysState) => void;
  /** On this device too, where it was to stay open. */
  readonly lock: (state: KeysState) => void;
}

/** Where the page of the vault is. What was opened stays open while somebody looks at another section. */
export function useVaultPage(): VaultPage {
  const { refuse } = useConsole();
  const [stage, setStage] = useState<VaultStage>({ at: 'opening' });
  const stuck = (problem: PageProblem) => {
    const shown = refuse(problem);
    if (shown) setStage({ at: 'stuck', problem: shown });
  };
  const open = (state: KeysState) => {
    const { current } = state;
    setStage(current ? { at: 'open', state, current } : { at: 'none', state });
    focusHeading();
  };
  const keep = (state: KeysState, text: string) => {
    setStage({ at: 'keep', state, text });
    focusHeading();
  };
  const begin = async () => {
    setStage({ at: 'opening' });
    const found = await guarded(look);
    if (found.ok) setStage(found.value);
    else stuck(found.problem);
  };
  const renew = async ({ accountId }: KeysState) => {
    const renewed = await newRecovery(accountId);
    if (renewed.ok) keep(renewed.value.state, renewed.value.text);
    else stuck(renewed.problem);
  };
  const lock = async ({ accountId }: KeysState) => {
    await forgetOnDevice(accountId);
    lockVault();
    focusHeading();
    void begin();
  };
  // Once a look at this section, whatever functions act.
  useEffect(() => void begin(), []);
  return {
    stage,
    begin: () => void begin(),
    open,
    keep,
    renew: (state) => void renew(state),
    lock: (state) => void lock(state),
  };
}

async function look(): Promise<Result<VaultStage>> {
  const asked = await call('/account/keys', {});
  if (!asked.ok) return asked;
  const { value: state } = asked;
  const { accountId, current } = state;
  if (isRolledBack(accountId, current?.generation)) return { ok: true, value: { at: 'rolled-back' } };
  if (!current) return { ok: true, value: { at: 'none', state } };
  const status = isVaultLoaded() ? await askVault('status', keyOwner(accountId)) : undefined;
  const opened = status?.generation === current.generation || (await openHeld({ accountId, current }));
  return { ok: true, value: { at: opened ? 'open' : 'locked', state, current } };
}
