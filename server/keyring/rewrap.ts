import type { DataKeyStore, RewrapCursor, StoredDataKey } from './data-key-store.ts';
import { activeKek } from './keks.ts';
import type { KeyringParts } from './keyring-parts.ts';
import { contextOfDataKey } from './open-data-keys.ts';
import { ITEMS_MAX } from './providers/key-provider.ts';
import { contextOfKey } from './wrap.ts';

export interface RewrapParts extends KeyringParts {
  readonly dataKeys: DataKeyStore;
}

/** What was done so far. */
export interface RewrapProgress {
  readonly rewrapped: number;
  /** Do not open under the key they name: left as they are, and named by `keys status`. */
  readonly unreadable: number;
  /** Another instance was at it; it will do the rest. */
  readonly busy: boolean;
}

export interface RewrapOptions {
  /** Data keys of one transaction; at most ITEMS_MAX, which is what it is unless told. */
  readonly batch?: number;
  /** Asked between two batches: what was done stays done, and the next rewrap goes on from there. */
  readonly goesOn?: () => boolean;
  readonly tell?: (progress: RewrapProgress) => void;
  /** Between two batches, for whoever signs in meanwhile. */
  readonly rest?: () => Promise<void>;
}

/**
 * Wraps everything that hangs on an older key-encryption key under the one in use: keys of rings, then data keys, in
 * batches of which each is a transaction. What they protect is not read and not written. It may be killed anywhere and run
 * anywhere: what is left is what still names another key (KMS-R27, KMS-N08). Throws KeysUnavailable and KeyringError.
 */
export async function rewrap(parts: RewrapParts, options: RewrapOptions = {}): Promise<RewrapProgress> {
  const nowSeconds = parts.clock.nowSeconds();
  const keks = await parts.store.listKeks();
  const target = activeKek(keks, nowSeconds).id;
  let progress = await rewrapRings(parts, target);
  options.tell?.(progress);
  const older = keks.filter(({ id, destroyedAtSeconds }) => id !== target && destroyedAtSeconds === null);
  // Of the few keys there ever were, one after the other.
  for (const { id } of older) progress = await rewrapFrom(parts, { from: id, target }, progress, options);
  return progress;
}

/** The rows of all rings together are a few dozen. */
async function rewrapRings({ store, keks }: RewrapParts, target: string): Promise<RewrapProgress> {
  const isDue = (key: { readonly kekId: string; readonly sealed: string | null }) =>
    key.kekId !== target && key.sealed !== null;
  let rewrapped = 0;
  let unreadable = 0;
  if ((await store.list()).some(isDue)) {
    await store.change(async (current) => {
      const due = current.filter(isDue);
      const items = due.map((key) => ({ wrapped: key.sealed ?? '', context: contextOfKey(key) }));
      const answers = await keks.rewrap(target, items);
      const write = due.flatMap((key, index) => {
        const answer = answers[index];
        return answer?.opened === true ? [{ ...key, sealed: answer.wrapped, kekId: target }] : [];
      });
      rewrapped = write.length;
      unreadable = due.length - write.length;
      return { write, events: [] };
    });
  }
  return { rewrapped, unreadable, busy: false };
}

async function rewrapFrom(
  { dataKeys, keks }: RewrapParts,
  { from, target }: { readonly from: string; readonly target: string },
  before: RewrapProgress,
  {
    batch = ITEMS_MAX,
    goesOn = () => true,
    tell = () => undefined,
    rest = () => Promise.resolve(),
  }: RewrapOptions,
): Promise<RewrapProgress> {
  let after: RewrapCursor | undefined;
  let { rewrapped, unreadable } = before;
  while (goesOn()) {
    const read = await dataKeys.rewrap(from, { after, limit: batch }, async (keys) => {
      const written = await anew(keks, target, keys);
      rewrapped += written.length;
      unreadable += keys.length - written.length;
      return written;
    });
    if (read === undefined) return { rewrapped, unreadable, busy: true };
    const last = read.at(-1);
    if (last === undefined) break;
    after = { accountId: last.accountId, id: last.id };
    tell({ rewrapped, unreadable, busy: false });
    await rest();
  }
  return { rewrapped, unreadable, busy: before.busy };
}

async function anew(
  keks: RewrapParts['keks'],
  target: string,
  keys: readonly StoredDataKey[],
): Promise<readonly StoredDataKey[]> {
  const items = keys.map((key) => ({ wrapped: key.wrapped, context: contextOfDataKey(key) }));
  const answers = await keks.rewrap(target, items);
  return keys.flatMap((key, index) => {
    const answer = answers[index];
    return answer?.opened === true ? [{ ...key, wrapped: answer.wrapped, kekId: target }] : [];
  });
}
