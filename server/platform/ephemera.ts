/**
 * Storage for what dies within minutes: codes, interactions, login attempts, throttles. Losing all of it may cost an
 * unfinished login, never a security decision (decision 2). Every method is one round trip and atomic; each
 * single-use promise of this server rests on `take`, `claim` and `spend`.
 */
export interface Ephemera {
  /** Writes the value, replacing what was there. */
  put(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** Writes only if the key still lives: false means it was taken meanwhile, and nothing was written. */
  replace(key: string, value: string, ttlSeconds: number): Promise<boolean>;
  peek(key: string): Promise<string | undefined>;
  /** Removes and returns the value. Of any number of concurrent callers, one receives it. */
  take(key: string): Promise<string | undefined>;
  /** Returns the value to all callers, and `first: true` to exactly one of them, until the key expires. */
  spend(
    key: string,
    ttlSeconds: number,
  ): Promise<{ readonly value: string; readonly first: boolean } | undefined>;
  /** True for the first caller within the time to live, false for every later one. */
  claim(key: string, ttlSeconds: number): Promise<boolean>;
  /**
   * `claim` for something that others made: false as well when it was made before the epoch, which is when this backend
   * began to remember claims. One that has lost what it knew (emptied, started again, replaced by its replica) has no
   * epoch, and takes the one that is given.
   */
  claimOnce(key: string, made: Made): Promise<boolean>;
  /** Adds one and returns the sum. The time to live starts with the first call and is not prolonged. */
  count(key: string, ttlSeconds: number): Promise<number>;
  /** Asks every budget for one start; counts in all of them or, when one refuses, in none. */
  admit(budgets: readonly Budget[], nowSeconds: number): Promise<Admission>;
  /** Gives starts back after a success: `forget` empties the budget, otherwise one start is returned. */
  refund(refunds: readonly { readonly key: string; readonly forget: boolean }[]): Promise<void>;
  /** Resolves when the backend answers; rejects with EphemeraUnavailable, within a second, when it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** When a thing was made that is claimed once, by its maker's clock, and how long it must be remembered. */
export interface Made {
  readonly issuedAtSeconds: number;
  readonly ttlSeconds: number;
  readonly epochIfNoneSeconds: number;
}

/**
 * A budget of starts. `free` starts may follow each other at once; the next one must wait `delaysSeconds[0]` after the
 * last, the one after that `delaysSeconds[1]`, and so on (the last delay repeats). With `leakSeconds` above 0 one
 * start is forgotten for every such span, however many others were admitted meanwhile; a delay may then end early by
 * what is left of a span. Everything is forgotten `memorySeconds` after the last start.
 */
export interface Budget {
  readonly key: string;
  readonly free: number;
  readonly delaysSeconds: readonly number[];
  readonly leakSeconds: number;
  readonly memorySeconds: number;
}

export type Admission =
  { readonly admitted: true } | { readonly admitted: false; readonly retryAfterSeconds: number };

/** The backend cannot be reached. Answered with 503 and Retry-After, never with a hang. */
export class EphemeraUnavailable extends Error {
  override readonly name = 'EphemeraUnavailable';
}
