import { KeyringError } from './keyring-error.ts';
import { kekStatus } from './kek-status.ts';
import type { RewrapParts } from './rewrap.ts';

/**
 * Destroys a key-encryption key for good, at whoever holds it: backups of keys that were wrapped under it open no more.
 * Refused while it is in use, waits for its turn, or while anything hangs on it (`rewrap` moves that). Throws KeyringError
 * `rotation_refused`, and KeysUnavailable.
 */
export async function destroyKek(parts: RewrapParts, kekId: string): Promise<void> {
  // Under the lock: whatever wraps something new waits, and then finds another key in use.
  await parts.store.change(async (_keys, keks) => {
    const [found] = (await kekStatus(parts)).filter(({ id }) => id === kekId);
    if (found === undefined) throw refused(`there is no key-encryption key ${kekId}`);
    if (found.state === 'retiring') {
      const { ringKeys, dataKeys } = found;
      throw refused(
        `${ringKeys + dataKeys} keys still hang on ${kekId}: tacet keys rewrap moves them to the one in use`,
      );
    }
    if (found.state !== 'retired' && found.state !== 'destroyed') {
      throw refused(`${kekId} is ${found.state}: rotate first, then rewrap`);
    }
    const settled = parts.clock.nowSeconds() - parts.lifetimes.clockLeewaySeconds;
    if ((found.retiresAtSeconds ?? Infinity) > settled) {
      throw refused(`an instance whose clock lags may still wrap under ${kekId}: wait some seconds`);
    }
    await parts.keks.destroy(kekId);
    const destroyedAtSeconds = found.destroyedAtSeconds ?? parts.clock.nowSeconds();
    return {
      write: [],
      keks: keks.filter(({ id }) => id === kekId).map((kek) => ({ ...kek, destroyedAtSeconds })),
      events: [{ kind: 'key.retired', atSeconds: destroyedAtSeconds }],
    };
  });
}

const refused = (message: string) => new KeyringError('rotation_refused', message);
