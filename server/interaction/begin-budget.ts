import type { Config } from '../config/config.ts';
import { admitOrRefuse, type Limits, scaledBudget } from '../http/admission.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Trips of one network that were begun and not finished. Anybody may begin one, and it is kept for a day, so without
 * a ceiling a single machine fills the ephemera within minutes, and then nobody signs in any more.
 */
const UNFINISHED: Limits = {
  free: 3_000,
  delaysSeconds: [1],
  leakSeconds: 1,
  memorySeconds: DAY_SECONDS,
};

export interface BeginBudget {
  /** Throws ProblemError `too_many_attempts`. */
  admit(addressPrefix: string): Promise<void>;
  /** A trip was finished. Not waited for: if it is lost, one too many stays counted, which time forgets. */
  giveBack(addressPrefix: string): void;
}

export function beginBudget({
  ephemera,
  clock,
  config,
}: {
  readonly ephemera: Pick<Ephemera, 'admit' | 'refund'>;
  readonly clock: Clock;
  readonly config: Pick<Config, 'throttleScale'>;
}): BeginBudget {
  const keyOf = (addressPrefix: string) => `trip-address:${fingerprint(addressPrefix)}`;
  return {
    admit: (addressPrefix) =>
      admitOrRefuse({ ephemera, clock }, [
        scaledBudget(keyOf(addressPrefix), UNFINISHED, config.throttleScale),
      ]),

    giveBack(addressPrefix) {
      ephemera.refund([{ key: keyOf(addressPrefix), forget: false }]).catch(() => undefined);
    },
  };
}
