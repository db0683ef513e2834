import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Budget, Ephemera } from '../platform/ephemera.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Config } from '../config/config.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** Registrations and changes that one network may ask for: a test suite makes a client for each test (DR-05). */
const OF_AN_ADDRESS: Omit<Budget, 'key'> = {
  free: 200,
  delaysSeconds: [30],
  leakSeconds: 30,
  memorySeconds: DAY_SECONDS,
};

/** And all networks together, so that the table of clients grows by what the sweep can take away. */
const OF_ALL: Omit<Budget, 'key'> = {
  free: 5_000,
  delaysSeconds: [5],
  leakSeconds: 5,
  memorySeconds: DAY_SECONDS,
};

/** Throws ProblemError `too_many_attempts`, which is 429 with Retry-After. */
export type RegistrationBudget = (addressPrefix: string) => Promise<void>;

export function registrationBudget({
  ephemera,
  clock,
  config,
}: {
  readonly ephemera: Pick<Ephemera, 'admit'>;
  readonly clock: Clock;
  readonly config: Pick<Config, 'throttleScale'>;
}): RegistrationBudget {
  const scaled = (budget: Omit<Budget, 'key'>, key: string): Budget => ({
    ...budget,
    free: budget.free * config.throttleScale,
    key,
  });
  return async (addressPrefix) => {
    const budgets = [
      scaled(OF_AN_ADDRESS, `register-address:${fingerprint(addressPrefix)}`),
      scaled(OF_ALL, 'register-all'),
    ];
    const admission = await ephemera.admit(budgets, clock.nowSeconds());
    if (admission.admitted) return;
    throw new ProblemError('too_many_attempts', { retryAfterSeconds: admission.retryAfterSeconds });
  };
}
