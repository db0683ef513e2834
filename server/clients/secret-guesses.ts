import type { Config } from '../config/config.ts';
import { admitOrRefuse, scaledBudget } from '../http/admission.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Budget, Ephemera } from '../platform/ephemera.ts';

/** Counts wrong secrets, by client and network (CA-12). A client that never sends one costs no round trip. */
export interface SecretGuesses {
  /** Asked before a secret is compared. Throws ProblemError `too_many_attempts`; otherwise one guess is counted. */
  admit(guess: Guess): Promise<void>;
  /** Told of what came of it: a right secret makes up for the wrong ones, a wrong one is counted if it was not yet. */
  settle(guess: Guess, right: boolean): Promise<void>;
}

export interface Guess {
  /** Undefined for all who are not known, together: nobody fills Redis with names of their own making. */
  readonly clientId: string | undefined;
  readonly addressPrefix: string;
}

/** Room for an instance that was started with a typo; then one guess a minute, for that client from that network. */
const LIMITS = { free: 20, delaysSeconds: [2, 10, 60], leakSeconds: 0, memorySeconds: 3_600 } as const;
/** Of whom this instance knows that they guessed: more are forgotten, the oldest first, but not by the budgets. */
const SUSPECTS_MAX = 10_000;

export function secretGuesses({
  ephemera,
  clock,
  config,
}: {
  readonly ephemera: Pick<Ephemera, 'admit' | 'refund'>;
  readonly clock: Clock;
  readonly config: Pick<Config, 'throttleScale'>;
}): SecretGuesses {
  const suspects = new Map<string, number>();

  const budgetOf = ({ clientId, addressPrefix }: Guess): Budget => {
    const whose = fingerprint(JSON.stringify([clientId ?? null, addressPrefix]));
    return scaledBudget(`client-secret:${whose}`, LIMITS, config.throttleScale);
  };

  function isSuspect(key: string): boolean {
    const untilSeconds = suspects.get(key) ?? 0;
    if (untilSeconds > clock.nowSeconds()) return true;
    suspects.delete(key);
    return false;
  }

  function suspect(key: string): void {
    suspects.delete(key);
    suspects.set(key, clock.nowSeconds() + LIMITS.memorySeconds);
    const [oldest = ''] = suspects.keys();
    if (suspects.size > SUSPECTS_MAX) suspects.delete(oldest);
  }

  return {
    async admit(guess) {
      if (suspects.size === 0) return;
      const budget = budgetOf(guess);
      if (isSuspect(budget.key)) await admitOrRefuse({ ephemera, clock }, [budget]);
    },
    async settle(guess, right) {
      if (right && suspects.size === 0) return;
      const budget = budgetOf(guess);
      const counted = isSuspect(budget.key);
      if (right) {
        suspects.delete(budget.key);
        if (counted) await ephemera.refund([{ key: budget.key, forget: true }]);
      } else {
        suspect(budget.key);
        if (!counted) await ephemera.admit([budget], clock.nowSeconds());
      }
    },
  };
}
