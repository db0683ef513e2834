import type { StoredKek } from './key-store.ts';
import { KeyringError } from './keyring-error.ts';
import type { KeyringParts } from './keyring-parts.ts';
import { SPREAD_SECONDS } from './rotate.ts';

/**
 * Makes a key-encryption key with the configured provider, to wrap with from then on; the one before it goes on
 * unwrapping. Nothing that was wrapped needs to be touched for that: `rewrap` does so in its own time. `now`: as soon as
 * every instance has seen it, for a folder that all share and for the transit engine; otherwise after the time of
 * publication, in which the file is brought to every instance. Throws KeyringError and KeysUnavailable.
 */
export async function rotateKek(
  parts: KeyringParts,
  { now = false }: { readonly now?: boolean } = {},
): Promise<StoredKek> {
  const { signingKeyPublishSeconds } = parts.lifetimes;
  const waitSeconds = now ? SPREAD_SECONDS : Math.max(signingKeyPublishSeconds, SPREAD_SECONDS);
  let made: StoredKek | undefined;
  await parts.store.change(async (_keys, keks) => {
    const nowSeconds = parts.clock.nowSeconds();
    const usable = keks.filter(({ destroyedAtSeconds }) => destroyedAtSeconds === null);
    const waiting = usable.find(({ activatesAtSeconds }) => activatesAtSeconds > nowSeconds);
    if (waiting !== undefined && !now) {
      throw new KeyringError('rotation_refused', `${waiting.id} is waiting already: wait, or rotate now`);
    }
    const activatesAtSeconds = nowSeconds + waitSeconds;
    const successor =
      waiting === undefined
        ? await parts.keks.create(nowSeconds, activatesAtSeconds)
        : { ...waiting, activatesAtSeconds: Math.min(waiting.activatesAtSeconds, activatesAtSeconds) };
    made = successor;
    const predecessors = usable
      .filter(({ id }) => id !== successor.id)
      .map((kek) => ({
        ...kek,
        retiresAtSeconds: Math.min(kek.retiresAtSeconds ?? Infinity, successor.activatesAtSeconds),
      }));
    const events = waiting === undefined ? [{ kind: 'key.created', atSeconds: nowSeconds } as const] : [];
    return { write: [], keks: [successor, ...predecessors], events };
  });
  if (made === undefined) throw new Error('the change of the keys did not run');
  return made;
}
