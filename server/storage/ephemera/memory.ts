import type { Clock } from '../../platform/clock.ts';
import { type Budget, type Ephemera, EphemeraUnavailable } from '../../platform/ephemera.ts';

/** Beyond this the process refuses new entries, as a full Redis would, rather than run out of memory. */
const ENTRIES_MAX = 200_000;
/** Every write looks at this many of the oldest entries and drops what has expired. */
const SWEPT_PER_WRITE = 4;

interface Entry {
  readonly value: string;
  readonly spent: boolean;
  readonly expiresAtSeconds: number;
}

interface Starts {
  readonly count: number;
  readonly lastAtSeconds: number;
}

/** Ephemera in the memory of this one process. Atomic because nothing in here waits. */
export function memoryEphemera(clock: Clock, entriesMax = ENTRIES_MAX): Ephemera {
  const entries = shelf<Entry>(clock, entriesMax, ({ expiresAtSeconds }) => expiresAtSeconds);
  const budgets = shelf<Starts & { expiresAtSeconds: number }>(
    clock,
    entriesMax,
    ({ expiresAtSeconds }) => expiresAtSeconds,
  );
  let epochSeconds: number | undefined;
  const entry = (value: string, ttlSeconds: number, spent = false): Entry => ({
    value,
    spent,
    expiresAtSeconds: clock.nowSeconds() + ttlSeconds,
  });

  return {
    put: async (key, value, ttlSeconds) => entries.write(key, entry(value, ttlSeconds)),
    replace: async (key, value, ttlSeconds) => {
      if (entries.read(key) === undefined) return false;
      entries.write(key, entry(value, ttlSeconds));
      return true;
    },
    peek: async (key) => entries.read(key)?.value,
    take: async (key) => {
      const value = entries.read(key)?.value;
      entries.remove(key);
      return value;
    },
    spend: async (key, ttlSeconds) => {
      const found = entries.read(key);
      if (found === undefined) return undefined;
      if (!found.spent) entries.write(key, entry(found.value, ttlSeconds, true));
      return { value: found.value, first: !found.spent };
    },
    claim: async (key, ttlSeconds) => {
      if (entries.read(key) !== undefined) return false;
      entries.write(key, entry('', ttlSeconds));
      return true;
    },
    claimOnce: async (key, { issuedAtSeconds, ttlSeconds, epochIfNoneSeconds }) => {
      epochSeconds ??= epochIfNoneSeconds;
      if (issuedAtSeconds < epochSeconds || entries.read(key) !== undefined) return false;
      entries.write(key, entry('', ttlSeconds));
      return true;
    },
    count: async (key, ttlSeconds) => {
      const found = entries.read(key);
      const sum = Number(found?.value ?? 0) + 1;
      entries.write(key, found === undefined ? entry('1', ttlSeconds) : { ...found, value: String(sum) });
      return sum;
    },
    admit: async (asked, nowSeconds) => {
      const judged = asked.map((budget) => ({
        budget,
        ...judge(budget, budgets.read(budget.key), nowSeconds),
      }));
      const wait = Math.max(0, ...judged.map(({ waitSeconds }) => waitSeconds));
      if (wait > 0) return { admitted: false, retryAfterSeconds: Math.ceil(wait) };
      for (const { budget, count, keptSeconds } of judged) {
        const expiresAtSeconds = clock.nowSeconds() + budget.memorySeconds;
        budgets.write(budget.key, {
          count: count + 1,
          lastAtSeconds: nowSeconds - keptSeconds,
          expiresAtSeconds,
        });
      }
      return { admitted: true };
    },
    refund: async (refunds) => {
      for (const { key, forget } of refunds) {
        const starts = budgets.read(key);
        if (forget) budgets.remove(key);
        else if (starts) budgets.write(key, { ...starts, count: Math.max(0, starts.count - 1) });
      }
    },
    ping: async () => undefined,
    close: async () => undefined,
  };
}

/**
 * How many starts still count, how long the next must wait, and the part of a span that has not leaked yet: it is kept,
 * or a steady trickle of starts would never leak. Mirrored in redis-scripts.ts.
 */
function judge(
  { free, delaysSeconds, leakSeconds, memorySeconds }: Budget,
  starts: Starts | undefined,
  nowSeconds: number,
): { count: number; waitSeconds: number; keptSeconds: number } {
  if (starts === undefined) return { count: 0, waitSeconds: 0, keptSeconds: 0 };
  const passed = Math.max(0, nowSeconds - starts.lastAtSeconds);
  if (passed >= memorySeconds) return { count: 0, waitSeconds: 0, keptSeconds: 0 };
  const leaked = leakSeconds > 0 ? Math.floor(passed / leakSeconds) : 0;
  const count = Math.max(0, starts.count - leaked);
  const delay = count < free ? 0 : (delaysSeconds[count - free] ?? delaysSeconds.at(-1) ?? 0);
  const keptSeconds = leakSeconds > 0 && count > 0 ? Math.floor(passed % leakSeconds) : 0;
  return { count, waitSeconds: Math.max(0, delay - passed), keptSeconds };
}

/** A bounded map whose entries die by the clock. */
function shelf<Value>(clock: Clock, sizeMax: number, expiresAt: (value: Value) => number) {
  const values = new Map<string, Value>();
  const isLive = (value: Value) => expiresAt(value) > clock.nowSeconds();

  function sweep(limit: number): void {
    let looked = 0;
    for (const [key, value] of values) {
      if (looked >= limit) return;
      looked += 1;
      values.delete(key);
      // What still lives goes to the end, so that the next sweep looks at others.
      if (isLive(value)) values.set(key, value);
    }
  }

  return {
    read: (key: string): Value | undefined => {
      const value = values.get(key);
      return value !== undefined && isLive(value) ? value : undefined;
    },
    write: (key: string, value: Value): void => {
      sweep(SWEPT_PER_WRITE);
      if (values.size >= sizeMax && !values.has(key)) sweep(sizeMax);
      if (values.size >= sizeMax && !values.has(key))
        throw new EphemeraUnavailable('the memory for ephemera is full');
      values.set(key, value);
    },
    remove: (key: string): void => {
      values.delete(key);
    },
  };
}
