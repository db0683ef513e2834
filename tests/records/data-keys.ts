import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { type DataKeys, UnreadableValue } from '../../server/keyring/data-keys.ts';
import { contextOf, openText, sealText } from '../../server/keyring/envelope-text.ts';
import { KeyringError } from '../../server/keyring/keyring-error.ts';
import { KeysUnavailable } from '../../server/platform/unavailable.ts';

/** Data keys in memory, which can be taken away: a key for each account, real envelopes. */
export interface MemoryDataKeys extends DataKeys {
  /** While it is set, whoever holds the key-encryption keys does not answer. */
  down: boolean;
  /** While it is set, no key opens. */
  damaged: boolean;
  /** How often keys were asked for. */
  asked: number;
  /** From now on there is a new key for that account, and the old one is no more. */
  lose(accountId: string): void;
}

export function memoryDataKeys(): MemoryDataKeys {
  const keys = new Map<string, { readonly id: string; readonly secret: KeyObject }>();
  const newKey = () => ({ id: randomBytes(8).toString('hex'), secret: createSecretKey(randomBytes(32)) });
  return {
    down: false,
    damaged: false,
    asked: 0,
    of(accountId) {
      this.asked += 1;
      if (this.down) return Promise.reject(new KeysUnavailable('the provider does not answer'));
      if (this.damaged) return Promise.reject(new KeyringError('key_damaged', 'a data key does not open'));
      const key = keys.get(accountId) ?? newKey();
      keys.set(accountId, key);
      return Promise.resolve({
        seal: (plaintext, place, ...more) =>
          sealText(key, plaintext, contextOf({ ...place, owner: accountId }, ...more)),
        open: (sealed, place, ...more) => {
          const find = (id: string) => (id === key.id ? key.secret : undefined);
          const read = openText(find, sealed, contextOf({ ...place, owner: accountId }, ...more));
          if (read.opened) return read.plaintext;
          throw new UnreadableValue(read.reason, place, read.keyId);
        },
      });
    },
    lose(accountId) {
      keys.set(accountId, newKey());
    },
  };
}
