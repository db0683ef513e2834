import type { KeyChange, keyOwner as toldOwner } from '../../../contract/keys.ts';
import type { z } from 'zod';
import type { KeyOwner } from '../vault/calls.ts';
import { guarded } from './guarded.ts';
import { exportCounts } from './held.ts';
import { KeeperFailed, askVault } from './keeper.ts';
import { keyOwner } from './key-owner.ts';

/**
 * What is to become of the account key with a new password. `rewrap`: it is open. `bridge`: the export keys of the old and
 * the new password are held. `restart`: another key, of that generation, and the one before is locked.
 */
export type KeyPlan =
  | { readonly kind: 'rewrap'; readonly owner: KeyOwner; readonly renewsRecovery: boolean }
  | { readonly kind: 'bridge'; readonly owner: KeyOwner; readonly generation: number }
  | { readonly kind: 'restart'; readonly owner: KeyOwner; readonly generation: number };

interface PlannedChange {
  readonly keys: KeyChange;
  /** A recovery key, to be shown once the change counts. */
  readonly recoveryText?: string;
}

/** Carries the plan out with the export key `chosen`, as far as this page can: the server makes it count. */
export async function planned(plan: KeyPlan): Promise<PlannedChange> {
  const { owner } = plan;
  switch (plan.kind) {
    case 'rewrap': {
      const wrapped = await askVault('wrap-password', owner);
      if (!plan.renewsRecovery) return { keys: { kind: 'rewrap', ...wrapped } };
      const { text, recovery } = await askVault('new-recovery', owner);
      return { keys: { kind: 'rewrap', ...wrapped, recovery }, recoveryText: text };
    }
    case 'bridge': {
      const { generation } = plan;
      const { jwe } = await askVault('bridge', { ...owner, generation });
      return { keys: { kind: 'bridge', generation, jwe } };
    }
    case 'restart': {
      const { generation } = plan;
      return { keys: { kind: 'restart', generation, ...(await madeUnderPassword(owner, generation)) } };
    }
  }
}

/** The bridge, where the server told of a key that needs one. */
export async function bridged(owner: z.infer<typeof toldOwner> | undefined): Promise<KeyChange | undefined> {
  if (owner?.generation === undefined) return undefined;
  const { accountId, generation } = owner;
  return (await planned({ kind: 'bridge', owner: keyOwner(accountId), generation })).keys;
}

/**
 * The password that was chosen is that of the account from now on: what it opens, this page opens without asking. Where
 * the worker fails, it asks.
 */
export async function chosenCounts(): Promise<void> {
  await guarded(async () => {
    const value = await askVault('chosen-counts', {});
    exportCounts();
    return { ok: true, value };
  });
}

/** A new account key under the password that was chosen. */
export async function madeUnderPassword(
  owner: KeyOwner,
  generation: number,
): Promise<{ readonly jwe: string; readonly proof: string }> {
  const { opaque, proof } = await askVault('make', { ...owner, generation });
  if (opaque === undefined) throw new KeeperFailed('refused');
  return { jwe: opaque, proof };
}
