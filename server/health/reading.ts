import type { Clock } from '../platform/clock.ts';
import { inTime } from '../platform/in-time.ts';
import type { Log } from '../platform/log.ts';

/** What costs something to know: asked now and then, however often somebody wants to hear it. */
export interface Reading<Value> {
  /** As it was a short rest ago; undefined when it cannot be known now. Never throws, and keeps within a limit. */
  read(): Promise<Value | undefined>;
}

/** Whoever scrapes more often hears the same again. */
const REST_SECONDS = 15;
/** To count is to read a table from end to end: where that takes long, it is done as much more seldom. */
const REST_TIMES_WORK = 100;
const REST_SECONDS_MAX = 300;
/** A scraper gives up after ten seconds by default. */
const LIMIT_MILLISECONDS = 2_000;

interface Parts {
  readonly clock: Clock;
  readonly log: Log;
}

/** Never has the work done twice at a time: one that hangs is waited for, not joined by others. */
export function reading<Value>(
  kind: string,
  work: () => Promise<Value>,
  { clock, log }: Parts,
): Reading<Value> {
  let known: { readonly value: Value; readonly untilSeconds: number } | undefined;
  let underWay: Promise<Value> | undefined;

  async function begin(): Promise<Value> {
    const startedAt = performance.now();
    try {
      const value = await work();
      const tookSeconds = (performance.now() - startedAt) / 1000;
      known = { value, untilSeconds: clock.nowSeconds() + restSeconds(tookSeconds) };
      return value;
    } catch (error) {
      log.warn('a metric could not be read', { kind, error });
      throw error;
    } finally {
      underWay = undefined;
    }
  }

  return {
    async read() {
      if (known !== undefined && clock.nowSeconds() < known.untilSeconds) return known.value;
      try {
        underWay ??= begin();
        return await inTime(underWay, LIMIT_MILLISECONDS);
      } catch {
        return undefined;
      }
    },
  };
}

function restSeconds(tookSeconds: number): number {
  return Math.min(REST_SECONDS_MAX, Math.max(REST_SECONDS, Math.ceil(tookSeconds * REST_TIMES_WORK)));
}
