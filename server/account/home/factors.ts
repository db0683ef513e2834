import type { AccountHome } from '../../../contract/account.ts';
import { leftIn } from '../../factors/backup-codes.ts';
import type { StoredFactor } from '../../factors/factor-store.ts';
import { openFactor } from '../../factors/held.ts';
import { isSynced } from '../../factors/passkey.ts';
import type { Sealer } from '../../keyring/keyring.ts';

/** The factors as their owner sees them: what each is called, and what only it can tell. No secret is among it. */
export function factorRows(sealer: Sealer, stored: readonly StoredFactor[]): AccountHome['factors'] {
  return stored.map((one) => {
    const { id, kind, label, state, createdAtSeconds, lastUsedAtSeconds } = openFactor(sealer, one);
    const synced = isSynced({ kind, state });
    return {
      ...{ id, kind, label, createdAtSeconds },
      ...(lastUsedAtSeconds !== undefined && { lastUsedAtSeconds }),
      ...(synced !== undefined && { synced }),
      ...(kind === 'backup-codes' && { left: leftIn(state) }),
    };
  });
}
