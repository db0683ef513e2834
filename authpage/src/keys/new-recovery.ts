import type { KeysState } from '../../../contract/keys.ts';
import { type Result, call } from '../api.ts';
import { guarded } from './guarded.ts';
import { askVault } from './keeper.ts';
import { keyOwner } from './key-owner.ts';

export interface NewRecovery {
  /** Shown once. */
  readonly text: string;
  readonly state: KeysState;
}

/** Makes a recovery key for the key that is open; the one before opens nothing any more. */
export function newRecovery(accountId: string): Promise<Result<NewRecovery>> {
  return guarded(async () => {
    const { text, ...made } = await askVault('new-recovery', keyOwner(accountId));
    const kept = await call('/account/keys/recovery', made);
    return kept.ok ? { ok: true, value: { text, state: kept.value } } : kept;
  });
}
