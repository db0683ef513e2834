import type { KeysState } from '../../../contract/keys.ts';
import { type Result, call } from '../api.ts';
import { guarded } from './guarded.ts';
import { askVault } from './keeper.ts';
import { keyOwner } from './key-owner.ts';

export interface NewRecovery {
  /** Shown once. */
  readonly text: string;
  /**
   * Makes it count, and the one before opens nothing any more. Only when its owner has kept it: whoever closes the page
   * before has the one before. May be asked again when the answer was lost.
   */
  readonly keep: () => Promise<Result<KeysState>>;
}

/** A recovery key for the key that is open. */
export function newRecovery(accountId: string): Promise<Result<NewRecovery>> {
  return guarded<NewRecovery>(async () => {
    const { text, ...made } = await askVault('new-recovery', keyOwner(accountId));
    return { ok: true, value: { text, keep: () => call('/account/keys/recovery', made) } };
  });
}
