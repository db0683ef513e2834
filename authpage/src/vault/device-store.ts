import { DEVICE_DATABASE } from './device-database.ts';
import type { DeviceKey } from './device-wrap.ts';

/** The keys of this browser, one for each account. */
export interface DeviceKeys {
  find(name: string): Promise<DeviceKey | undefined>;
  keep(name: string, device: DeviceKey): Promise<void>;
  forget(name: string): Promise<void>;
}

const STORE = 'keys';

/**
 * In the IndexedDB of our origin, which keeps a key without ever showing it. Where storage is blocked nothing is found, and
 * `keep` rejects.
 */
export const browserDeviceKeys: DeviceKeys = {
  find: (name) => inStore<unknown>('readonly', (store) => store.get(name)).then(deviceKeyOf, () => undefined),
  keep: async (name, device) => {
    await inStore('readwrite', (store) => store.put(device, name));
  },
  forget: async (name) => {
    await inStore('readwrite', (store) => store.delete(name));
  },
};

async function inStore<Value>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const asked = ask(transaction.objectStore(STORE));
      transaction.addEventListener('complete', () => resolve(asked.result));
      transaction.addEventListener('abort', () => reject(failure(transaction.error)));
    });
  } finally {
    // An open one would hold up whoever deletes it when somebody signs out.
    database.close();
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DEVICE_DATABASE, 1);
    asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore(STORE));
    asked.addEventListener('success', () => resolve(asked.result));
    asked.addEventListener('error', () => reject(failure(asked.error)));
  });
}

function failure(cause: unknown): Error {
  return new Error('the storage of this browser refused', { cause });
}

function deviceKeyOf(kept: unknown): DeviceKey | undefined {
  if (typeof kept !== 'object' || kept === null || !('id' in kept) || !('key' in kept)) return undefined;
  const { id, key } = kept;
  return typeof id === 'string' && key instanceof CryptoKey ? { id, key } : undefined;
}
