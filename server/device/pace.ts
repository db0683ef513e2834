import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { OAuthError } from '../protocol/error.ts';

/** What clients are told to wait between two polls (RFC 8628 §3.2, CIBA §7.3). */
export const POLL_SECONDS = 5;

/** RFC 8628 §3.5: `slow_down` adds this to the interval, for this poll and all that follow. */
const SLOWER_SECONDS = 5;
const SLOWEST_SECONDS = 60;
/** What a network may take from the time between two polls that were sent at the right moments. */
const JITTER_SECONDS = 1;

export interface Pacer {
  /** What a client is told that asks while nothing was decided: `authorization_pending`, or `slow_down`. */
  stillPending(id: string): Promise<OAuthError>;
}

/** The pace of polling is kept here and not left to the client. Two polls at once may count as one: it is a pace. */
export function pacer(
  parts: { readonly ephemera: Ephemera; readonly clock: Clock },
  kind: string,
  keptSeconds: number,
): Pacer {
  const polls = collection(parts, `${kind}-pace`, poll, keptSeconds);
  return {
    async stillPending(id) {
      const nowSeconds = parts.clock.nowSeconds();
      const last = await polls.peek(id);
      const intervalSeconds = last?.intervalSeconds ?? POLL_SECONDS;
      const early = last !== undefined && nowSeconds - last.atSeconds < intervalSeconds - JITTER_SECONDS;
      const slower = Math.min(intervalSeconds + SLOWER_SECONDS, SLOWEST_SECONDS);
      await polls.put(id, { atSeconds: nowSeconds, intervalSeconds: early ? slower : intervalSeconds });
      return early
        ? new OAuthError('slow_down', 'poll less often: wait five seconds more between two polls')
        : new OAuthError('authorization_pending', 'nobody has decided yet; poll again after the interval');
    },
  };
}

const poll = z.strictObject({ atSeconds: z.number().int(), intervalSeconds: z.number().int() });
