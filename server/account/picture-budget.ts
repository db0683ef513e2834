import type { Config } from '../config/config.ts';
import { admitOrRefuse, type Limits, scaledBudget } from '../http/admission.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ephemera } from '../platform/ephemera.ts';

/** Of one account: drawing a picture may take a processor for seconds. */
const PICTURES: Limits = { free: 10, delaysSeconds: [60], leakSeconds: 60, memorySeconds: 60 * 60 };
/** Of everybody at one instance: each has a thread and its memory. */
const AT_ONCE_MAX = 2;
const BUSY_SECONDS = 5;

export interface PictureBudgetParts {
  readonly ephemera: Pick<Ephemera, 'admit'>;
  readonly clock: Clock;
  readonly config: Pick<Config, 'throttleScale'>;
}

/** Draws within what an account, and this instance, may draw. Throws ProblemError `too_many_attempts`. */
export function pictureBudget({ ephemera, clock, config }: PictureBudgetParts) {
  let drawing = 0;
  return async <Drawn>(accountId: string, draw: () => Promise<Drawn>): Promise<Drawn> => {
    const budget = scaledBudget(`picture-account:${accountId}`, PICTURES, config.throttleScale);
    await admitOrRefuse({ ephemera, clock }, [budget]);
    if (drawing >= AT_ONCE_MAX)
      throw new ProblemError('too_many_attempts', { retryAfterSeconds: BUSY_SECONDS });
    drawing += 1;
    try {
      return await draw();
    } finally {
      drawing -= 1;
    }
  };
}
