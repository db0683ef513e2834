import { createSecretKey } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import { newBytes } from '../platform/random.ts';
import { KeysUnavailable } from '../platform/unavailable.ts';
import { accountKeys, type OpenDataKey } from './account-keys.ts';
import type { DataKeyStore, StoredDataKey } from './data-key-store.ts';
import type { DataKeys } from './data-keys.ts';
import { KEY_BYTES } from './envelope.ts';
import { contextOf, parseEnvelope } from './envelope-text.ts';
import { activeKek, type Keks } from './keks.ts';
import type { KeyStore } from './key-store.ts';

const KEY_ID_BYTES = 12;
/** So many accounts are kept unwrapped, for so long: what a thief of this memory gets of all others is nothing (TH-11). */
const ACCOUNTS_MAX = 10_000;
const KEPT_SECONDS = 60;

interface Parts {
  readonly store: DataKeyStore;
  readonly keys: Pick<KeyStore, 'listKeks'>;
  readonly keks: Keks;
  readonly clock: Clock;
}

interface Kept {
  readonly keys: readonly OpenDataKey[];
  /** The youngest may be written with. */
  readonly fresh: boolean;
  readonly untilSeconds: number;
}

/** Opens the data keys over their store and whoever wraps them, see `DataKeys`. */
export function openDataKeys({ store, keys, keks, clock }: Parts): DataKeys {
  // In the order of their making: the first is the oldest.
  const kept = new Map<string, Kept>();
  const underWay = new Map<string, Promise<Kept>>();

  function known(accountId: string): Kept | undefined {
    const found = kept.get(accountId);
    return found !== undefined && clock.nowSeconds() < found.untilSeconds ? found : undefined;
  }

  function keep(accountId: string, value: Kept): Kept {
    kept.delete(accountId);
    kept.set(accountId, value);
    const [oldest] = kept.keys();
    if (kept.size > ACCOUNTS_MAX && oldest !== undefined) kept.delete(oldest);
    return value;
  }

  async function load(accountId: string, forWriting: boolean): Promise<Kept> {
    const { keys: stored, floorSeconds } = await store.find(accountId);
    const opened = await unwrapped(keks, stored);
    const youngest = stored.at(-1);
    // One that was damaged in the database seals nothing more: another takes its place.
    const opens = youngest !== undefined && opened.at(-1)?.id === youngest.id;
    const fresh = opens && youngest.createdAtSeconds >= floorSeconds;
    const untilSeconds = clock.nowSeconds() + KEPT_SECONDS;
    if (fresh || !forWriting) return keep(accountId, { keys: opened, fresh, untilSeconds });
    const made = await make(accountId);
    return keep(accountId, { keys: [...opened, made], fresh: true, untilSeconds });
  }

  /** Two instances that make one at the same moment leave two, and either opens what was sealed under it. */
  async function make(accountId: string): Promise<OpenDataKey> {
    const nowSeconds = clock.nowSeconds();
    const kekId = activeKek(await keys.listKeks(), nowSeconds).id;
    const id = newBytes(KEY_ID_BYTES).toString('base64url');
    const bytes = newBytes(KEY_BYTES);
    const item = { plaintext: bytes, context: contextOfDataKey({ accountId, id }) };
    const [wrapped = ''] = await keks.wrap(kekId, [item]).catch(unavailable);
    const there = await store.add({ accountId, id, kekId, wrapped, createdAtSeconds: nowSeconds });
    if (!there) throw new Error('there is no account to make a data key for');
    return opened(id, bytes);
  }

  /** Whoever asks for the same account meanwhile waits for the same answer. */
  function loadOnce(accountId: string, forWriting: boolean): Promise<Kept> {
    const name = `${forWriting ? 'w' : 'r'} ${accountId}`;
    const running = underWay.get(name);
    if (running !== undefined) return running;
    const started = load(accountId, forWriting).finally(() => underWay.delete(name));
    underWay.set(name, started);
    return started;
  }

  return {
    async of(accountId, purpose, sealed = []) {
      const forWriting = purpose === 'writing';
      const found = known(accountId);
      const names = new Set(found?.keys.map(({ id }) => id));
      const enough =
        found !== undefined &&
        (!forWriting || found.fresh) &&
        sealed.every((text) => names.has(parseEnvelope(text)?.keyId ?? ''));
      const { keys: usable } = enough ? found : await loadOnce(accountId, forWriting);
      return accountKeys(accountId, usable);
    },
  };
}

/** Where a data key lies, and whose it is: one of another account, or under another id, does not open. */
export function contextOfDataKey(key: Pick<StoredDataKey, 'accountId' | 'id'>): readonly string[] {
  return contextOf({ table: 'data_key', column: 'wrapped', row: key.id, owner: key.accountId });
}

async function unwrapped(keks: Keks, stored: readonly StoredDataKey[]): Promise<readonly OpenDataKey[]> {
  const items = stored.map((key) => ({ wrapped: key.wrapped, context: contextOfDataKey(key) }));
  const results = await keks.unwrap(items).catch(unavailable);
  return stored.flatMap(({ id, kekId }, index) => {
    const result = results[index];
    if (result?.opened === true) return [opened(id, result.plaintext)];
    // Its values are still there, and will be read again once the key is: that is no reason to call them broken.
    if (result?.reason === 'unknown_kek') throw new KeysUnavailable(`kek ${kekId} is not here`);
    // A damaged row makes its own values unreadable, and those under the others of the account are not.
    return [];
  });
}

function opened(id: string, bytes: Buffer): OpenDataKey {
  const secret = createSecretKey(bytes);
  bytes.fill(0);
  return { id, secret };
}

function unavailable(cause: unknown): never {
  throw cause instanceof KeysUnavailable
    ? cause
    : new KeysUnavailable('no data key was unwrapped', { cause });
}
