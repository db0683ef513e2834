import { ProblemError } from '../http/problem-error.ts';
import type { Config } from '../config/config.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';

export interface RecoveryTriesParts {
  readonly ephemera: Pick<Ephemera, 'count'>;
  readonly config: Pick<Config, 'throttleScale'>;
}

/** 160 random bits are not guessed: this bounds the work, and the noise of whoever tries. */
const TRIES_MAX = 10;
const TRIES_SECONDS = 60 * 60;

/**
 * Counts one try to open a key with a recovery key, by account and by network, wherever it is tried. Throws ProblemError
 * `too_many_attempts`.
 */
export async function countRecoveryTry(
  { ephemera, config }: RecoveryTriesParts,
  { accountId, addressPrefix }: { readonly accountId: string; readonly addressPrefix: string },
): Promise<void> {
  const keys = [`recovery-account:${accountId}`, `recovery-address:${addressPrefix}`].map(keyOf);
  const tries = await Promise.all(keys.map((key) => ephemera.count(key, TRIES_SECONDS)));
  if (Math.max(...tries) > TRIES_MAX * Math.max(1, config.throttleScale))
    throw new ProblemError('too_many_attempts', { retryAfterSeconds: TRIES_SECONDS });
}

/** Neither who nor where stands in the ephemera in clear. */
function keyOf(budget: string): string {
  return `recovery-tries:${fingerprint(budget)}`;
}
