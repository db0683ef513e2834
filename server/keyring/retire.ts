import { stateOf } from './key-state.ts';
import { KeyringError } from './keyring-error.ts';
import type { KeyringParts } from './keyring-parts.ts';
import { irreplaceable, neverRotated } from './purposes.ts';

/**
 * Ends the life of a key that was succeeded, before its time: what it signed or sealed is void from now on, and its
 * private part is destroyed. Refused while it is in use or waits. Throws KeyringError `rotation_refused`.
 */
export async function retireKey(parts: KeyringParts, keyId: string): Promise<void> {
  await parts.store.change(async (current) => {
    const nowSeconds = parts.clock.nowSeconds();
    const key = current.find(({ id }) => id === keyId);
    if (key === undefined) throw refused(`there is no key ${keyId}`);
    if (irreplaceable.includes(key.purpose) || neverRotated.includes(key.purpose)) {
      throw refused(`ring ${key.purpose} keeps its keys while somebody hangs on them`);
    }
    const state = stateOf(key, nowSeconds);
    if (state === 'active' || state === 'upcoming') {
      throw refused(`key ${keyId} is ${state}: tacet keys rotate ${key.purpose} makes its successor`);
    }
    if (state === 'retired') return { write: [], events: [] };
    return {
      write: [{ ...key, sealed: null, expiresAtSeconds: nowSeconds }],
      events: [{ kind: 'key.retired', atSeconds: nowSeconds }],
    };
  });
}

const refused = (message: string) => new KeyringError('rotation_refused', message);
