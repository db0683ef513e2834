import type { KeysState } from '../../../../contract/keys.ts';
import { type Result, call } from '../../api.ts';
import { guarded } from '../../keys/guarded.ts';
import { askVault } from '../../keys/keeper.ts';
import { keyOwner } from '../../keys/key-owner.ts';
import { ENVELOPE, type OwnItem, readItem, writeItem } from './own-item.ts';

/** One entry as it lies in the vault. */
export interface KeptItem {
  readonly id: string;
  readonly revision: number;
  readonly updatedAtSeconds: number;
  /** Undefined: no key that is open fits it, or another program wrote it. */
  readonly item: OwnItem | undefined;
}

const PAGE = 200;
/** More than a quota of entries takes. */
const PAGES_MAX = 200;

/** Everything of the owner, opened here, newest first. */
export function readAll(state: KeysState): Promise<Result<readonly KeptItem[]>> {
  return guarded<readonly KeptItem[]>(async () => {
    const owner = keyOwner(state.accountId);
    await askVault('open-successors', { ...owner, older: state.older });
    const all = new Map<string, KeptItem>();
    let [since, forgotten] = [0, 0];
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      const asked = await call('/account/vault/items', { since, forgotten, limit: PAGE });
      if (!asked.ok) return asked;
      const { items, next, more, forgotten: gone, reset } = asked.value;
      if (reset) all.clear();
      const sealed = items.flatMap(({ id, body = '', deleted }) => (deleted ? [] : [{ id, body }]));
      const { texts } = await askVault('open-items', { ...owner, items: sealed });
      const opened = new Map(sealed.map(({ id }, at) => [id, texts[at]]));
      for (const { id, revision, updated_at: updatedAtSeconds, deleted } of items) {
        const text = opened.get(id);
        if (deleted) all.delete(id);
        else
          all.set(id, {
            id,
            revision,
            updatedAtSeconds,
            item: text === undefined ? undefined : readItem(text),
          });
      }
      [since, forgotten] = [next, gone];
      if (!more) break;
    }
    const newestFirst = [...all.values()].sort((one, other) => other.revision - one.revision);
    return { ok: true, value: newestFirst };
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
