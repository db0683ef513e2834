import type { Config } from '../config/config.ts';
import { admitOrRefuse, type Limits, scaledBudget } from '../http/admission.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';

/** Ten an hour: nobody guesses 160 bits, so it is about mistyping, and about who tries keys that were found somewhere. */
const TRIES: Limits = { free: 10, delaysSeconds: [360], leakSeconds: 360, memorySeconds: 60 * 60 };

export interface RecoveryBudgetParts {
  readonly ephemera: Pick<Ephemera, 'admit'>;
  readonly clock: Clock;
  readonly config: Pick<Config, 'throttleScale'>;
}

/** Counts one recovery key that is shown, for its account and its network, before it is looked up. Throws `too_many_attempts`. */
export function admitRecovery(
  parts: RecoveryBudgetParts,
  { accountId, addressPrefix }: { readonly accountId: string; readonly addressPrefix: string },
): Promise<void> {
  const { throttleScale } = parts.config;
  return admitOrRefuse(parts, [
    scaledBudget(`recovery-account:${fingerprint(accountId)}`, TRIES, throttleScale),
    scaledBudget(`recovery-address:${fingerprint(addressPrefix)}`, TRIES, throttleScale),
  ]);
}
