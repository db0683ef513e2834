import type { Log } from '../platform/log.ts';
import type { Keks } from './keks.ts';
import type { KeyStore } from './key-store.ts';

/** Whether this instance can use every key-encryption key that is in use, or waits for its turn. */
export interface KekWatch {
  /** As it was at the last look: asking costs nothing, so strangers may. */
  ok(): boolean;
  /** Asks the holders, and says in the log which key is missing here. Never throws. */
  look(): Promise<void>;
}

interface Parts {
  readonly keys: Pick<KeyStore, 'listKeks'>;
  readonly keks: Pick<Keks, 'present'>;
  readonly log: Log;
}

/** A file that was not brought here is noticed before its key is used: the time of publication is for that. */
export function kekWatch({ keys, keks, log }: Parts): KekWatch {
  let well = true;
  return {
    ok: () => well,
    async look() {
      try {
        const [known, present] = await Promise.all([keys.listKeks(), keks.present()]);
        const missing = known.filter(
          ({ id, destroyedAtSeconds }) => destroyedAtSeconds === null && !present.has(id),
        );
        for (const { id } of missing) log.warn('a key-encryption key is not here', { keyId: id });
        well = missing.length === 0;
      } catch (error) {
        log.warn('whoever holds the key-encryption keys does not answer', { error });
        well = false;
      }
    },
  };
}
