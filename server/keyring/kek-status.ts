import { stateOf } from './key-state.ts';
import type { StoredKek, StoredKey } from './key-store.ts';
import { activeKek } from './keks.ts';
import type { RewrapParts } from './rewrap.ts';

export interface KekStatus extends StoredKek {
  /**
   * `retiring` wraps nothing new and something still hangs on it; `retired` nothing does, so it may be destroyed. Of
   * several that are not retiring the one that began last is active.
   */
  readonly state: 'upcoming' | 'active' | 'retiring' | 'retired' | 'destroyed';
  /** Keys of rings and data keys that are wrapped under it. */
  readonly ringKeys: number;
  readonly dataKeys: number;
  /** Whoever holds it answers for it here; undefined when the holder cannot be asked. */
  readonly present: boolean | undefined;
}

/** Every key-encryption key there ever was, and what hangs on each: what `keys status` tells, and `destroy` obeys. */
export async function kekStatus(parts: RewrapParts): Promise<readonly KekStatus[]> {
  const [keks, rows, dataKeys, present] = await Promise.all([
    parts.store.listKeks(),
    parts.store.list(),
    parts.dataKeys.countByKek(),
    parts.keks.present().catch(() => undefined),
  ]);
  const nowSeconds = parts.clock.nowSeconds();
  const inUse = keks.length === 0 ? undefined : activeKek(keks, nowSeconds).id;
  return keks.map((kek) => {
    const ringKeys = rows.filter((row) => hangsOn(row, kek.id)).length;
    const counts = { ringKeys, dataKeys: dataKeys.get(kek.id) ?? 0 };
    const state = kekState(kek, { ...counts, inUse: kek.id === inUse, nowSeconds });
    return { ...kek, ...counts, state, present: present?.has(kek.id) };
  });
}

const hangsOn = ({ kekId, sealed }: StoredKey, id: string): boolean => kekId === id && sealed !== null;

function kekState(
  kek: StoredKek,
  known: {
    readonly ringKeys: number;
    readonly dataKeys: number;
    readonly inUse: boolean;
    readonly nowSeconds: number;
  },
): KekStatus['state'] {
  if (kek.destroyedAtSeconds !== null) return 'destroyed';
  if (known.inUse) return 'active';
  if (stateOf({ ...kek, expiresAtSeconds: null }, known.nowSeconds) === 'upcoming') return 'upcoming';
  return known.ringKeys + known.dataKeys > 0 ? 'retiring' : 'retired';
}
