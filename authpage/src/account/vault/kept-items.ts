import type { KeysState } from '../../../../contract/keys.ts';
import { type Result, call } from '../../api.ts';
import { guarded } from '../../keys/guarded.ts';
import { askVault } from '../../keys/keeper.ts';
import { keyOwner } from '../../keys/key-owner.ts';
import { inBatches } from './in-batches.ts';
import { listSealed } from './list-sealed.ts';
import { ENVELOPE, type OwnItem, readItem, writeItem } from './own-item.ts';

/** One entry as it lies in the vault. */
export interface KeptItem {
  readonly id: string;
  readonly revision: number;
  readonly updatedAtSeconds: number;
  /** Undefined: no key that is open fits it, or another program wrote it. */
  readonly item: OwnItem | undefined;
}

/** Everything of the owner, opened here, newest first. */
export function readAll(state: KeysState): Promise<Result<readonly KeptItem[]>> {
  return guarded<readonly KeptItem[]>(async () => {
    const owner = keyOwner(state.accountId);
    await askVault('open-successors', { ...owner, older: state.older });
    const listed = await listSealed();
    if (!listed.ok) return listed;
    const all: KeptItem[] = [];
    for (const batch of inBatches(listed.value)) {
      const { texts } = await askVault('open-items', { ...owner, items: batch });
      all.push(
        ...batch.map(({ id, revision, updatedAtSeconds }, at) => {
          const text = texts[at];
          return { id, revision, updatedAtSeconds, item: text === undefined ? undefined : readItem(text) };
        }),
      );
    }
    return { ok: true, value: all };
  });
}

/** Seals it here, and keeps it in the place of the revision that was read. `revision` 0: it is new. */
export function keepItem(
  accountId: string,
  { id, revision, item }: { readonly id: string; readonly revision: number; readonly item: OwnItem },
): Promise<Result<KeptItem>> {
  return guarded<KeptItem>(async () => {
    const { body } = await askVault('seal-item', { ...keyOwner(accountId), id, text: writeItem(item) });
    const kept = await call('/account/vault/put', { id, envelope: ENVELOPE, body, ifMatch: revision });
    if (!kept.ok) return kept;
    const updatedAtSeconds = Math.floor(Date.now() / 1000);
    return { ok: true, value: { id, revision: kept.value.revision, updatedAtSeconds, item } };
  });
}
