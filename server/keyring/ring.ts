import { currentOf, stateOf } from './key-state.ts';
import type { StoredKey } from './key-store.ts';

/** A key of a ring, unwrapped. */
export interface RingKey<Material> {
  readonly row: StoredKey;
  readonly material: Material;
}

/** The live keys of one purpose. */
export interface Ring<Material> {
  readonly keys: readonly RingKey<Material>[];
  /** The key to sign or seal with now, of those that `usable` allows. */
  current(nowSeconds: number): RingKey<Material> | undefined;
  /** The key of that id, unless it is retired. */
  find(id: string, nowSeconds: number): Material | undefined;
  /** All that are not retired. */
  live(nowSeconds: number): readonly RingKey<Material>[];
}

export function ring<Material>(
  keys: readonly RingKey<Material>[],
  usable: (material: Material) => boolean = () => true,
): Ring<Material> {
  const byId = new Map(keys.map((key) => [key.row.id, key]));
  const candidates = keys.filter(({ material }) => usable(material)).map((key) => ({ ...key.row, key }));
  return {
    keys,
    current: (nowSeconds) => currentOf(candidates, nowSeconds)?.key,
    find(id, nowSeconds) {
      const key = byId.get(id);
      return key !== undefined && stateOf(key.row, nowSeconds) !== 'retired' ? key.material : undefined;
    },
    live: (nowSeconds) => keys.filter(({ row }) => stateOf(row, nowSeconds) !== 'retired'),
  };
}
