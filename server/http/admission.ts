import type { Clock } from '../platform/clock.ts';
import type { Budget, Ephemera } from '../platform/ephemera.ts';
import { ProblemError } from './problem-error.ts';

/** What a budget allows; the key says whose it is. */
export type Limits = Omit<Budget, 'key'>;

/** The budget of that key, with room for `scale` times as many; 1 in production. */
export function scaledBudget(key: string, limits: Limits, scale: number): Budget {
  return {
    ...limits,
    key,
    free: Math.max(1, Math.floor(limits.free * scale)),
    leakSeconds: limits.leakSeconds / scale,
  };
}

/**
 * Counts one try against all budgets at once. Throws ProblemError `too_many_attempts`, which is 429 with Retry-After,
 * having counted it against none.
 */
export async function admitOrRefuse(
  { ephemera, clock }: { readonly ephemera: Pick<Ephemera, 'admit'>; readonly clock: Clock },
  budgets: readonly Budget[],
): Promise<void> {
  const admission = await ephemera.admit(budgets, clock.nowSeconds());
  if (admission.admitted) return;
  throw new ProblemError('too_many_attempts', { retryAfterSeconds: admission.retryAfterSeconds });
}
