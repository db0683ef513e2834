import type { Config } from '../config/config.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Budget, Ephemera } from '../platform/ephemera.ts';
import { DEVICE_SECONDS } from './device-requests.ts';

/**
 * RFC 8628 §5.1, DV-01: five wrong codes of one account within the life of a code, a chance of 5 in 20⁸, which is less
 * than 2⁻³². A network and the whole server have budgets of their own, for whoever has many accounts.
 */
const OF_ACCOUNT = { free: 5, delaysSeconds: [DEVICE_SECONDS], leakSeconds: 0 } as const;
const OF_NETWORK = { free: 20, delaysSeconds: [60], leakSeconds: 60 } as const;
const OF_ALL = { free: 200, delaysSeconds: [3], leakSeconds: 3 } as const;

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
      const budgets: readonly Budget[] = [
        { ...OF_ACCOUNT, key: `user-code-account:${fingerprint(accountId)}` },
        { ...scaled(OF_NETWORK, throttleScale), key: `user-code-address:${fingerprint(addressPrefix)}` },
        { ...scaled(OF_ALL, throttleScale), key: 'user-code-all' },
      ].map((budget) => ({ ...budget, memorySeconds: DEVICE_SECONDS }));
      const admission = await ephemera.admit(budgets, clock.nowSeconds());
      if (!admission.admitted)
        throw new ProblemError('too_many_attempts', { retryAfterSeconds: admission.retryAfterSeconds });
      return () => ephemera.refund(budgets.map(({ key }) => ({ key, forget: false })));
    },
  };
}

function scaled<Limit extends { readonly free: number }>(limit: Limit, throttleScale: number) {
  return { ...limit, free: limit.free * throttleScale };
}
