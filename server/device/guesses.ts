import type { Config } from '../config/config.ts';
import { admitOrRefuse, type Limits, scaledBudget } from '../http/admission.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { DEVICE_SECONDS } from './device-requests.ts';

/**
 * RFC 8628 §5.1, DV-01: five wrong codes of one account within the life of a code, a chance of 5 in 20⁸, which is less
 * than 2⁻³². A network and the whole server have budgets of their own, for whoever has many accounts.
 */
const OF_ACCOUNT = limits(5, DEVICE_SECONDS, 0);
const OF_NETWORK = limits(20, 60, 60);
const OF_ALL = limits(200, 3, 3);

export interface Guesses {
  /**
   * Counts a try, before it is judged. A right code is given back by the function it resolves with; a wrong one stays
   * counted. Throws ProblemError `too_many_attempts`.
   */
  admit(who: { readonly accountId: string; readonly addressPrefix: string }): Promise<() => Promise<void>>;
}

export function guesses({
  ephemera,
  clock,
  config: { throttleScale },
}: {
  readonly ephemera: Pick<Ephemera, 'admit' | 'refund'>;
  readonly clock: Clock;
  readonly config: Pick<Config, 'throttleScale'>;
}): Guesses {
  return {
    async admit({ accountId, addressPrefix }) {
      const budgets = [
        { ...OF_ACCOUNT, key: `user-code-account:${fingerprint(accountId)}` },
        scaledBudget(`user-code-address:${fingerprint(addressPrefix)}`, OF_NETWORK, throttleScale),
        scaledBudget('user-code-all', OF_ALL, throttleScale),
      ];
      await admitOrRefuse({ ephemera, clock }, budgets);
      return () => ephemera.refund(budgets.map(({ key }) => ({ key, forget: false })));
    },
  };
}

function limits(free: number, delaySeconds: number, leakSeconds: number): Limits {
  return { free, delaysSeconds: [delaySeconds], leakSeconds, memorySeconds: DEVICE_SECONDS };
}
