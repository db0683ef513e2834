import type { AuditEvent } from '../audit/event.ts';
import { activeKek } from './keks.ts';
import type { StoredKek, StoredKey } from './key-store.ts';
import { KeyringError } from './keyring-error.ts';
import type { KeyringParts } from './keyring-parts.ts';
import { makeKey } from './make-key.ts';
import { irreplaceable, purposes } from './purposes.ts';

/**
 * Makes the rings that are not there yet, all active at once. Under the lock of the store, so that any number of
 * instances that start together make one set (DOD-C51). Throws KeyringError.
 */
export async function makeFirstKeys(parts: KeyringParts): Promise<void> {
  if (missingIn(await parts.store.list()).length === 0) return;

  await parts.store.change(async (current, keks) => {
    const missing = missingIn(current);
    // Another instance was quicker.
    if (missing.length === 0) return { write: [], events: [] };
    const lost =
      current.length === 0 ? undefined : missing.find((purpose) => irreplaceable.includes(purpose));
    if (lost !== undefined) {
      throw new KeyringError(
        'ring_missing',
        `ring ${lost} is gone while others are there, and a new one would lock everybody out: restore the database`,
      );
    }
    const nowSeconds = parts.clock.nowSeconds();
    const { kek, made } = await firstKek(parts, current, keks);
    const write: StoredKey[] = [];
    for (const purpose of missing) {
      const times = { nowSeconds, activatesAtSeconds: nowSeconds };
      write.push(await makeKey({ ...parts, kekId: kek.id }, purpose, times));
    }
    const events = write.map((): AuditEvent => ({ kind: 'key.created', atSeconds: nowSeconds }));
    return { write, keks: made ? [kek] : [], events };
  });
}

/**
 * Only a database without any key may have a key-encryption key made; elsewhere a missing one means a lost or unmounted
 * folder. A folder that has one already belongs to a neighbour or to a start that was cut off: it serves.
 */
async function firstKek(
  { keks, clock }: KeyringParts,
  current: readonly StoredKey[],
  known: readonly StoredKek[],
): Promise<{ readonly kek: StoredKek; readonly made: boolean }> {
  const nowSeconds = clock.nowSeconds();
  if (current.length > 0 || known.length > 0) return { kek: activeKek(known, nowSeconds), made: false };
  const [present] = keks.configured === 'local' ? await keks.present() : [];
  if (present === undefined) return { kek: await keks.create(nowSeconds, nowSeconds), made: true };
  const times = { createdAtSeconds: nowSeconds, activatesAtSeconds: nowSeconds };
  const kek: StoredKek = {
    ...{ id: present, provider: 'local', ...times },
    ...{ retiresAtSeconds: null, destroyedAtSeconds: null },
  };
  return { kek, made: true };
}

function missingIn(current: readonly StoredKey[]): readonly StoredKey['purpose'][] {
  const present = new Set(current.map(({ purpose }) => purpose));
  return purposes.filter((purpose) => !present.has(purpose));
}
