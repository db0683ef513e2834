import type { KeysState } from '../../../contract/keys.ts';
import { type Result, call } from '../api.ts';
import { isRolledBack } from './generation-memory.ts';
import { guarded } from './guarded.ts';
import { holdsExport } from './held.ts';
import { type CurrentKey, openHeld } from './open-key.ts';

/**
 * What a new password would do to the account key. `none`: there is none. `open`: it goes along. `bridge`: both export keys
 * will be held. `lost`: the page no longer holds that of the old password, and may not see the wraps.
 */
export type KeysBefore =
  | { readonly at: 'none' | 'rolled-back' | 'lost' }
  | { readonly at: 'bridge'; readonly accountId: string; readonly generation: number }
  | {
      readonly at: 'open';
      readonly accountId: string;
      readonly generation: number;
      /** Its recovery key was used: another has to come along. */
      readonly recoveryUsed: boolean;
    }
  | LockedBefore;

export interface LockedBefore {
  readonly at: 'locked';
  readonly accountId: string;
  readonly generation: number;
  /** The wraps that may be seen here; a recovery key is asked for by its own call. */
  readonly current: CurrentKey | undefined;
  readonly hasRecovery: boolean;
  readonly recoveryUsed: boolean;
}

/** Asks what there is to lose, and opens what opens with what this page holds. */
export function findKeysBefore(interactionId: string, mayBridge: boolean): Promise<Result<KeysBefore>> {
  return guarded<KeysBefore>(async () => {
    const asked = await call('/interaction/:id/keys', {}, interactionId);
    if (!asked.ok) return asked;
    const { owner, state, hasRecovery, recoveryUsed } = asked.value;
    const { accountId, generation } = owner;
    if (isRolledBack(accountId, generation)) return { ok: true, value: { at: 'rolled-back' } };
    if (generation === undefined) return { ok: true, value: { at: 'none' } };

    const current = currentOf(state, generation);
    if (current && (await openHeld({ accountId, current })))
      return { ok: true, value: { at: 'open', accountId, generation, recoveryUsed } };
    const locked = { accountId, generation, current, hasRecovery, recoveryUsed };
    if (!mayBridge) return { ok: true, value: { at: 'locked', ...locked } };
    const held = holdsExport('proved');
    return { ok: true, value: held ? { at: 'bridge', accountId, generation } : { at: 'lost' } };
  });
}

function currentOf(state: KeysState | undefined, generation: number): CurrentKey | undefined {
  return state?.current?.generation === generation ? state.current : undefined;
}
