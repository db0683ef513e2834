import type { AuditEvent } from '../audit/event.ts';
import { emptied } from './wrap.ts';
import { currentOf, stateOf } from './key-state.ts';
import type { KeyPurpose, StoredKey } from './key-store.ts';
import type { KeyringParts } from './keyring-parts.ts';
import { isSigning, rotatedByClock } from './purposes.ts';
import { succession } from './rotate.ts';

/**
 * What time demands of the rings: the successor of a key that grows old, made early enough to be published before it
 * is used; the private part of a signing key destroyed once no instance signs with it any more; the rest of a key
 * destroyed once it has expired. Idempotent, for any number of instances: call it every minute. Returns how many keys
 * it wrote; the lock is taken only when there is something to do. Throws KeyringError.
 */
export async function maintainKeys(parts: KeyringParts): Promise<number> {
  const due = dueIn(await parts.store.list(), parts);
  if (due.ageing.length + due.spent.length === 0) return 0;

  let written = 0;
  await parts.store.change(async (current, keks) => {
    const { ageing, spent } = dueIn(current, parts);
    const write: StoredKey[] = spent.length === 0 ? [] : await destroyed(parts, spent);
    const atSeconds = parts.clock.nowSeconds();
    const events: AuditEvent[] = write.map(() => ({ kind: 'key.retired', atSeconds }));
    for (const purpose of ageing) {
      const changed = await succession(parts, { current, keks }, purpose, {});
      write.push(...changed.write);
      events.push(...changed.events);
    }
    const last = new Map(write.map((key) => [key.id, key]));
    written = last.size;
    return { write: [...last.values()], events };
  });
  return written;
}

interface Due {
  readonly ageing: readonly KeyPurpose[];
  readonly spent: readonly StoredKey[];
}

function dueIn(keys: readonly StoredKey[], { clock, lifetimes }: KeyringParts): Due {
  const nowSeconds = clock.nowSeconds();
  const ripeSeconds = lifetimes.signingKeySeconds - lifetimes.signingKeyPublishSeconds;
  const ageing = rotatedByClock.filter((purpose) => {
    const ring = keys.filter((key) => key.purpose === purpose);
    const current = currentOf(ring, nowSeconds);
    const successorKnown = ring.some((key) => stateOf(key, nowSeconds) === 'upcoming');
    return current !== undefined && !successorKnown && current.activatesAtSeconds + ripeSeconds <= nowSeconds;
  });
  // The leeway is for an instance whose clock lags: it may still sign with the key that this clock calls retiring.
  const past = (seconds: number | null) =>
    seconds !== null && seconds + lifetimes.clockLeewaySeconds <= nowSeconds;
  const spent = keys.filter(
    (key) =>
      (past(key.expiresAtSeconds) && key.sealed !== null) ||
      (isSigning(key.purpose) && past(key.retiresAtSeconds) && key.sealed !== null && !key.emptied),
  );
  return { ageing, spent };
}

async function destroyed(parts: KeyringParts, spent: readonly StoredKey[]): Promise<StoredKey[]> {
  const nowSeconds = parts.clock.nowSeconds();
  const isRetired = (key: StoredKey) => stateOf(key, nowSeconds) === 'retired';
  const gone = spent.filter(isRetired).map((key) => ({ ...key, sealed: null }));
  // A retiring key is still published, so its public part must still be vouched for.
  const published = spent.filter((key) => !isRetired(key));
  return [...gone, ...(await emptied(parts.keks, published))];
}
