import type { KeyState } from './keyring.ts';
import type { StoredKey } from './key-store.ts';

type Times = Pick<StoredKey, 'activatesAtSeconds' | 'retiresAtSeconds' | 'expiresAtSeconds'>;

/** Follows from the clock alone, so every instance agrees without being told. */
export function stateOf(key: Times, nowSeconds: number): KeyState {
  if (key.expiresAtSeconds !== null && key.expiresAtSeconds <= nowSeconds) return 'retired';
  if (key.activatesAtSeconds > nowSeconds) return 'upcoming';
  return key.retiresAtSeconds === null || key.retiresAtSeconds > nowSeconds ? 'active' : 'retiring';
}

/**
 * The key to use now: of those that have begun, the latest. When none has, the earliest is taken: this instance's
 * clock lags behind the one that made it, and a server without a key would help nobody.
 */
export function currentOf<Key extends Times>(keys: readonly Key[], nowSeconds: number): Key | undefined {
  let begun: Key | undefined;
  let next: Key | undefined;
  for (const key of keys) {
    if (stateOf(key, nowSeconds) === 'retired') continue;
    if (key.activatesAtSeconds <= nowSeconds) {
      if (begun === undefined || key.activatesAtSeconds >= begun.activatesAtSeconds) begun = key;
    } else if (next === undefined || key.activatesAtSeconds < next.activatesAtSeconds) {
      next = key;
    }
  }
  return begun ?? next;
}
