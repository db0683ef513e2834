import type { AuditEvent } from '../audit/event.ts';
import type { EnvelopeKey } from './envelope.ts';
import { makeKek, readKeks } from './kek.ts';
import type { StoredKey } from './key-store.ts';
import { KeyringError } from './keyring-error.ts';
import type { KeyringParts } from './keyring-parts.ts';
import { makeKey } from './make-key.ts';
import { irreplaceable, purposes } from './purposes.ts';
import { requireKek } from './wrap.ts';

/**
 * Makes the rings that are not there yet, all active at once. Under the lock of the store, so that any number of
 * instances that start together make one set (DOD-C51). Throws KeyringError.
 */
export async function makeFirstKeys(parts: KeyringParts): Promise<void> {
  if (missingIn(await parts.store.list()).length === 0) return;

  await parts.store.change(async (current) => {
    const missing = missingIn(current);
    const lost =
      current.length === 0 ? undefined : missing.find((purpose) => irreplaceable.includes(purpose));
    if (lost !== undefined) {
      throw new KeyringError(
        'ring_missing',
        `ring ${lost} is gone while others are there, and a new one would lock everybody out: restore the database`,
      );
    }
    const kek = await wrappingKek(parts.keysDir, current);
    const nowSeconds = parts.clock.nowSeconds();
    const write: StoredKey[] = [];
    for (const purpose of missing) {
      write.push(
        await makeKey({ opaque: parts.opaque, kek }, purpose, { nowSeconds, activatesAtSeconds: nowSeconds }),
      );
    }
    const events = write.map((): AuditEvent => ({ kind: 'key.created', atSeconds: nowSeconds }));
    return { write, events };
  });
}

/**
 * The key-encryption key for what is sealed now: the one that the newest key is sealed under. Only a database without
 * any key may have a new one made; elsewhere a missing file means a lost or unmounted folder.
 */
export async function wrappingKek(keysDir: string, current: readonly StoredKey[]): Promise<EnvelopeKey> {
  const keks = await readKeks(keysDir);
  const newest = [...current].sort((a, b) => a.createdAtSeconds - b.createdAtSeconds).at(-1);
  if (newest !== undefined) return requireKek(keks, newest.kekId);
  const [present] = keks.values();
  return present ?? makeKek(keysDir);
}

function missingIn(current: readonly StoredKey[]): readonly StoredKey['purpose'][] {
  const present = new Set(current.map(({ purpose }) => purpose));
  return purposes.filter((purpose) => !present.has(purpose));
}
