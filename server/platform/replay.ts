import type { Clock } from './clock.ts';
import { sha256 } from './digest.ts';
import type { Ephemera } from './ephemera.ts';

/** Something that others made and signed, and that is good for one use: an assertion or a proof with its `jti`. */
export interface SingleUse {
  /** What kind of thing it is; an id is used once for each. */
  readonly purpose: string;
  /** All that tells it from others: whose it is, and its `jti`. */
  readonly id: string;
  /** `iat`, as its maker wrote it. */
  readonly issuedAtSeconds: number;
  /** From then on nobody takes it any more, used or not; leeways included. */
  readonly expiresAtSeconds: number;
}

export interface ReplayGuard {
  /**
   * True for the first use of any number, on all instances together, in one round trip. False for every later one, and
   * for what was made before the memory of uses began (CA-06, DP-06): whoever empties Redis replays nothing. Throws
   * EphemeraUnavailable.
   */
  firstUse(use: SingleUse): Promise<boolean>;
}

interface Parts {
  readonly ephemera: Pick<Ephemera, 'claimOnce'>;
  readonly clock: Clock;
}

/** How far ahead of us the clock of a maker may be: what is let in with an `iat` of tomorrow cannot be guarded. */
export const CLOCK_AHEAD_SECONDS = 10;

/** The one memory of what was used, for every kind of assertion and proof. */
export function replayGuard({ ephemera, clock }: Parts): ReplayGuard {
  return {
    async firstUse({ purpose, id, issuedAtSeconds, expiresAtSeconds }) {
      const nowSeconds = clock.nowSeconds();
      if (issuedAtSeconds > nowSeconds + CLOCK_AHEAD_SECONDS) return false;
      return ephemera.claimOnce(`used:${purpose}:${sha256(id).toString('base64url')}`, {
        issuedAtSeconds,
        ttlSeconds: Math.max(1, expiresAtSeconds - nowSeconds + 1),
        // What was used just before the loss may have been made by a clock ahead of ours.
        epochIfNoneSeconds: nowSeconds + CLOCK_AHEAD_SECONDS + 1,
      });
    },
  };
}

/**
 * Lets the memory begin now, unless it already did: a server that starts beside an empty Redis then takes what is made
 * from now on. Never called later, where an empty Redis means that uses were forgotten.
 */
export async function beginReplayMemory({ ephemera, clock }: Parts): Promise<void> {
  const nowSeconds = clock.nowSeconds();
  const nobody = { issuedAtSeconds: 0, ttlSeconds: 1, epochIfNoneSeconds: nowSeconds };
  await ephemera.claimOnce('used:begin', nobody);
}
