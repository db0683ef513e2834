import type { Config } from '../config/config.ts';
import { admitOrRefuse, type Limits, scaledBudget } from '../http/admission.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** Registrations and changes that one network may ask for: a test suite makes a client for each test (DR-05). */
const OF_AN_ADDRESS: Limits = {
  free: 200,
  delaysSeconds: [30],
  leakSeconds: 30,
  memorySeconds: DAY_SECONDS,
};

/** And all networks together, so that the table of clients grows by what the sweep can take away. */
const OF_ALL: Limits = {
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
  const { throttleScale } = config;
  return (addressPrefix) =>
    admitOrRefuse({ ephemera, clock }, [
      scaledBudget(`register-address:${fingerprint(addressPrefix)}`, OF_AN_ADDRESS, throttleScale),
      scaledBudget('register-all', OF_ALL, throttleScale),
    ]);
}
