import type { Clock } from '../../platform/clock.ts';
import { KeysUnavailable } from '../../platform/unavailable.ts';

/** After the first failure; one caller then tries again, and everybody else waits for nothing. */
const QUIET_SECONDS = 2;

/** The other machine did not answer in time, or is in no state to. */
export class NoAnswer extends KeysUnavailable {}

/** Keeps a machine that does not answer from costing every request the whole of its time. */
export interface Circuit {
  /** Does the work, or throws KeysUnavailable at once while the machine is known to be silent. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function circuit(clock: Clock): Circuit {
  let quietUntilSeconds = 0;
  let silent = false;
  let trying = false;
  return {
    async run(work) {
      const probe = silent;
      if (probe && (trying || clock.nowSeconds() < quietUntilSeconds))
        throw new KeysUnavailable('the transit server did not answer a moment ago');
      if (probe) trying = true;
      try {
        const result = await work();
        silent = false;
        return result;
      } catch (error) {
        silent = error instanceof NoAnswer;
        if (silent) quietUntilSeconds = clock.nowSeconds() + QUIET_SECONDS;
        throw error;
      } finally {
        if (probe) trying = false;
      }
    },
  };
}
