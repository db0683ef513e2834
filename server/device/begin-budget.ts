import type { Config } from '../config/config.ts';
import { admitOrRefuse, scaledBudget } from '../http/admission.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';

/**
 * Requests of one network. A public client proves nothing, so anybody may begin one, and each is kept for its life:
 * without a ceiling one machine fills the ephemera, and fills the codes that somebody may guess.
 */
const OF_NETWORK = { free: 300, delaysSeconds: [2], leakSeconds: 2, memorySeconds: 600 } as const;

/** Throws ProblemError `too_many_attempts`, which at a protocol endpoint is 429 with Retry-After. */
export async function admitRequest(
  {
    ephemera,
    clock,
    config,
  }: {
    readonly ephemera: Pick<Ephemera, 'admit'>;
    readonly clock: Clock;
    readonly config: Pick<Config, 'throttleScale'>;
  },
  addressPrefix: string,
): Promise<void> {
  const key = `waiting-address:${fingerprint(addressPrefix)}`;
  await admitOrRefuse({ ephemera, clock }, [scaledBudget(key, OF_NETWORK, config.throttleScale)]);
}
