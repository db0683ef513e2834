import type { AuditStore } from '../audit/audit-store.ts';
import type { Caller } from '../http/caller.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ephemera } from '../platform/ephemera.ts';

export interface NoteThrottledParts {
  readonly audit: Pick<AuditStore, 'append'>;
  readonly ephemera: Pick<Ephemera, 'count'>;
  readonly clock: Clock;
}

/** Whoever sends a flood must not be able to send it into the database. */
const EVENTS_MAX = 60;
const SPAN_SECONDS = 60;

/**
 * Writes down that logins of a network are being refused, and lets the refusal go on. Whose login it was is not looked
 * up: a refused start does the same for members and strangers, which is nothing.
 */
export async function noteThrottled(
  { audit, ephemera, clock }: NoteThrottledParts,
  { requestId, addressPrefix }: Caller,
  error: unknown,
): Promise<void> {
  if (!(error instanceof ProblemError) || error.code !== 'too_many_attempts') return;
  if ((await ephemera.count('login-throttled', SPAN_SECONDS)) > EVENTS_MAX) return;
  await audit.append({ kind: 'login.throttled', atSeconds: clock.nowSeconds(), requestId, addressPrefix });
}
