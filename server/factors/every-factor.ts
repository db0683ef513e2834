import type { FactorKind } from '../../contract/factors/kind.ts';
import type { Sealer } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import type { StoredFactor } from './factor-store.ts';
import { openFactor, sealState } from './held.ts';
import { withUsedSteps } from './totp.ts';

/** All factors of a kind, whoever they belong to. */
export interface EveryFactor {
  /** The next after that one, in one fixed order; at most `limit`. */
  page(
    kind: FactorKind,
    after: Pick<StoredFactor, 'accountId' | 'id'> | undefined,
    limit: number,
  ): Promise<readonly StoredFactor[]>;
  reseal(changed: readonly Pick<StoredFactor, 'accountId' | 'id' | 'sealed'>[]): Promise<void>;
}

const BATCH = 500;

/**
 * Refuses every code of an authenticator up to now: which of them were used since a backup was taken is not known
 * (TH-09, TO-01). Returns how many authenticators there are. One that does not open stays as it is: nothing proves it.
 */
export async function refuseUsedCodes(parts: {
  readonly factors: EveryFactor;
  /** Of the ring `factor`. */
  readonly sealer: Sealer;
  readonly clock: Clock;
}): Promise<number> {
  const { factors, sealer, clock } = parts;
  let count = 0;
  // Ends with the last factor there is: the order is fixed, and nobody adds any meanwhile.
  for (let after: StoredFactor | undefined; ;) {
    const page = await factors.page('totp', after, BATCH);
    const changed = page.flatMap((stored) => {
      const state = withUsedSteps(openFactor(sealer, stored).state, clock.nowSeconds());
      const { accountId, id } = stored;
      return state === undefined
        ? []
        : [{ accountId, id, sealed: sealState(sealer, accountId, stored, state) }];
    });
    await factors.reseal(changed);
    count += changed.length;
    after = page.at(-1);
    if (page.length < BATCH) return count;
  }
}
