/**
 * What the app keeps on this device: ciphertext as it came from the vault, changes that wait, and keys that the browser
 * will use for us and never show us (non-extractable CryptoKey). No note and no token is written down in clear.
 */
const NAME = 'tacet-notes';
const STORE = 'kept';

let opened: Promise<IDBDatabase> | undefined;

export async function get<Value>(key: string): Promise<Value | undefined> {
  const store = (await database()).transaction(STORE).objectStore(STORE);
  return settled(store.get(key));
}

export async function set(key: string, value: unknown): Promise<void> {
  const store = (await database()).transaction(STORE, 'readwrite').objectStore(STORE);
  if (value === undefined) await settled(store.delete(key));
  else await settled(store.put(value, key));
}

/** Somebody else is signed in on this device, or nobody any more. */
export async function forget(): Promise<void> {
  await settled((await database()).transaction(STORE, 'readwrite').objectStore(STORE).clear());
}

function database(): Promise<IDBDatabase> {
  if (opened) return opened;
  const request = indexedDB.open(NAME, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
  opened = settled(request);
  return opened;
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('the device keeps nothing')));
  });
}
