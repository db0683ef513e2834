import { StorageUnavailable } from '../../platform/unavailable.ts';

/** Of one key at one moment. */
const WAITING_MAX = 64;

/**
 * Works of one key run one after the other in this process. Those that would wait for each other's locks wait here instead,
 * where waiting costs nothing: in the database each would hold a connection that others need. Throws StorageUnavailable
 * when too many wait already.
 */
export function inTurn(): <Result>(key: string, work: () => Promise<Result>) => Promise<Result> {
  const lines = new Map<string, { last: Promise<unknown>; waiting: number }>();

  return async (key, work) => {
    const line = lines.get(key) ?? { last: Promise.resolve(), waiting: 0 };
    if (line.waiting >= WAITING_MAX) throw new StorageUnavailable('too many writes wait for one account');
    lines.set(key, line);
    line.waiting += 1;
    const mine = line.last.then(work);
    line.last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      line.waiting -= 1;
      if (line.waiting === 0) lines.delete(key);
    }
  };
}
