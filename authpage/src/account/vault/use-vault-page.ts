import { useEffect, useState } from 'react';
import type { KeysState } from '../../../../contract/keys.ts';
import { type PageProblem, type Result, call } from '../../api.ts';
import { isRolledBack } from '../../keys/generation-memory.ts';
import { guarded } from '../../keys/guarded.ts';
import { lockVault } from '../../keys/held.ts';
import { askVault, isVaultLoaded } from '../../keys/keeper.ts';
import { keyOwner } from '../../keys/key-owner.ts';
import { type NewRecovery, newRecovery } from '../../keys/new-recovery.ts';
import { forgetOnDevice } from '../../keys/on-device.ts';
import { type CurrentKey, openHeld } from '../../keys/open-key.ts';
import { focusHeading } from '../../parts/card.tsx';
import { useConsole } from '../console.ts';
import type { VaultFile } from './export-file.ts';

export type VaultStage =
  | { readonly at: 'opening' | 'rolled-back' }
  | { readonly at: 'stuck'; readonly problem: PageProblem }
  | { readonly at: 'none'; readonly state: KeysState }
  | { readonly at: 'locked' | 'open'; readonly state: KeysState; readonly current: CurrentKey }
  | { readonly at: 'keep'; readonly made: NewRecovery; readonly used: boolean }
  | { readonly at: 'file'; readonly state: KeysState; readonly file: VaultFile };

export interface VaultPage {
  readonly stage: VaultStage;
  readonly begin: () => void;
  /** The key is open, and this is its state by now. Where its recovery key was used, the next one comes first. */
  readonly open: (state: KeysState) => void;
  /** Shows a recovery key, once. `used`: the one before was used. */
  readonly keep: (made: NewRecovery, used?: boolean) => void;
  /** Makes a recovery key, and shows it. */
  readonly renew: (state: KeysState, used?: boolean) => void;
  /** Shows a file of the vault, and its key once. */
  readonly showFile: (state: KeysState, file: VaultFile) => void;
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
    if (current?.recoveryUsedAtSeconds !== undefined) return void renew(state, true);
    setStage(current ? { at: 'open', state, current } : { at: 'none', state });
    focusHeading();
  };
  const keep = (made: NewRecovery, used = false) => {
    setStage({ at: 'keep', made, used });
    focusHeading();
  };
  const showFile = (state: KeysState, file: VaultFile) => {
    setStage({ at: 'file', state, file });
    focusHeading();
  };
  const begin = async () => {
    setStage({ at: 'opening' });
    const found = await guarded(look);
    if (!found.ok) stuck(found.problem);
    else if (found.value.at === 'open') open(found.value.state);
    else setStage(found.value);
  };
  const renew = async ({ accountId }: KeysState, used = false) => {
    const renewed = await newRecovery(accountId);
    if (renewed.ok) keep(renewed.value, used);
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
    ...{ stage, open, keep, showFile },
    begin: () => void begin(),
    renew: (state, used) => void renew(state, used),
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
