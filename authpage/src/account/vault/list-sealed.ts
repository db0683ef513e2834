import { type Result, call } from '../../api.ts';

/** An entry of the owner as it lies at the server. */
export interface SealedItem {
  readonly id: string;
  readonly revision: number;
  readonly createdAtSeconds: number;
  readonly updatedAtSeconds: number;
  readonly body: string;
}

const PAGE = 1000;
/** A full vault has fewer: 50,000 entries and 64 MiB make 66 pages, and whoever writes meanwhile a few more. */
const PAGES_MAX = 200;

/** Everything of the owner, sealed, newest first. A list that does not end is given up as too slow. */
export async function listSealed(): Promise<Result<readonly SealedItem[]>> {
  const all = new Map<string, SealedItem>();
  let [since, forgotten] = [0, 0];
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const asked = await call('/account/vault/items', { since, forgotten, limit: PAGE });
    if (!asked.ok) return asked;
    const { items, next, more, forgotten: gone, reset } = asked.value;
    if (reset) all.clear();
    for (const { id, revision, created_at, updated_at, body = '', deleted } of items) {
      if (deleted) all.delete(id);
      else all.set(id, { id, revision, createdAtSeconds: created_at, updatedAtSeconds: updated_at, body });
    }
    [since, forgotten] = [next, gone];
    if (!more) return { ok: true, value: newestFirst([...all.values()]) };
  }
  return { ok: false, problem: { problem: 'slow' } };
}

function newestFirst(items: readonly SealedItem[]): readonly SealedItem[] {
  return [...items].sort((one, other) => other.revision - one.revision);
}
