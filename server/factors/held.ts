import type { FactorKind } from '../../contract/factors/kind.ts';
import type { Sealer } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/random.ts';
import type { FactorRoom, FactorStore, StoredFactor } from './factor-store.ts';
import type { FactorProved, HeldFactor, NewFactor } from './factor.ts';

/** How many of a kind an account may have. A new authenticator or a new set of codes takes the place of the old. */
export const factorRoom: Readonly<Record<FactorKind, FactorRoom>> = {
  passkey: { only: false, max: 10 },
  totp: { only: true, max: 1 },
  'backup-codes': { only: true, max: 1 },
  'email-code': { only: true, max: 0 },
};

export interface HeldParts {
  readonly factors: Pick<FactorStore, 'list' | 'advance'>;
  /** Of the ring `factor`. */
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** What somebody set up, opened; oldest first. */
export async function heldBy(
  { factors, sealer }: Pick<HeldParts, 'factors' | 'sealer'>,
  accountId: string,
): Promise<readonly HeldFactor[]> {
  return (await factors.list(accountId)).map((stored) => openFactor(sealer, stored));
}

/**
 * A state that does not open, because it was moved to another row or its ring is gone, leaves a factor that is held and
 * that no answer proves: to drop it would be a way around it.
 */
export function openFactor(sealer: Sealer, { sealed, ...stored }: StoredFactor): HeldFactor {
  const opened = sealer.open(sealed, contextOf(stored.accountId, stored));
  const state: unknown = opened && JSON.parse(opened.toString());
  const { id, kind, label, version, createdAtSeconds, lastUsedAtSeconds } = stored;
  return { id, kind, label, state, version, createdAtSeconds, lastUsedAtSeconds };
}

/** A factor that was confirmed, ready for FactorStore.add. Its owner may have named it. */
export function newFactor(
  { sealer, clock }: Pick<HeldParts, 'sealer' | 'clock'>,
  accountId: string,
  made: NewFactor,
  label = made.label,
): StoredFactor {
  const id = newId();
  const { kind, lookup } = made;
  const sealed = sealState(sealer, accountId, { id, kind }, made.state);
  const createdAtSeconds = clock.nowSeconds();
  return {
    accountId,
    id,
    kind,
    label,
    lookup,
    sealed,
    version: 1,
    createdAtSeconds,
    lastUsedAtSeconds: undefined,
  };
}

/** Saves what a use leaves behind. False: somebody saved since it was read, and the answer must be judged anew. */
export function saveUse(
  { factors, sealer, clock }: HeldParts,
  accountId: string,
  { held, state }: NonNullable<FactorProved['next']>,
): Promise<boolean> {
  const { id, version } = held;
  const sealed = sealState(sealer, accountId, held, state);
  return factors.advance({ accountId, id, version }, { sealed, usedAtSeconds: clock.nowSeconds() });
}

/** What may be sealed of a factor and where it may lie: the state does not open in another row. */
export function sealState(
  sealer: Sealer,
  accountId: string,
  named: Pick<StoredFactor, 'id' | 'kind'>,
  state: object,
): Buffer {
  return sealer.seal(Buffer.from(JSON.stringify(state)), contextOf(accountId, named));
}

function contextOf(accountId: string, { id, kind }: Pick<StoredFactor, 'id' | 'kind'>): readonly string[] {
  return [accountId, id, kind];
}
