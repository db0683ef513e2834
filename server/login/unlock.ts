import type { Clock } from '../platform/clock.ts';
import type { Throttle } from './throttle.ts';
import type { UnlockStore } from './unlock-store.ts';

const BATCH = 100;

/**
 * Carries out what operators asked for; how many accounts it were. Any number of instances may do so at once: each
 * request is taken by one, and what it forgets lies in the ephemera of them all. One that fails is given back.
 */
export async function carryOutUnlocks({
  unlocks,
  throttle,
  clock,
}: {
  readonly unlocks: UnlockStore;
  readonly throttle: Pick<Throttle, 'forget'>;
  readonly clock: Clock;
}): Promise<number> {
  const taken = await unlocks.take(BATCH);
  for (const [index, unlock] of taken.entries()) {
    try {
      await throttle.forget(unlock);
    } catch (error) {
      for (const left of taken.slice(index)) await unlocks.giveBack(left, clock.nowSeconds());
      throw error;
    }
  }
  return taken.length;
}
