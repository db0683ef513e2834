import type { AuditEvent, AuditKind } from '../audit/event.ts';
import type { PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Visit } from '../http/visit.ts';
import type { Clock } from '../platform/clock.ts';
import { readSession } from '../sessions/cookie.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { LiveSession } from '../sessions/session.ts';

/** Whose account a call is about: that of the session, whatever else it says. Throws ProblemError `sign_in_first`. */
export async function signedIn(
  parts: { readonly sessions: SessionStore; readonly clock: Clock },
  request: Pick<PageCallRequest, 'cookie'>,
): Promise<LiveSession> {
  const live = await readSession(request, parts);
  if (!live) throw new ProblemError('sign_in_first');
  return live;
}

/** What is written down about an act of somebody on their own account. */
export function happened(
  kind: AuditKind,
  { clock }: { readonly clock: Clock },
  { caller: { requestId, addressPrefix } }: Pick<Visit, 'caller'>,
  accountId: string,
  about: { readonly clientId?: string; readonly sessionId?: string } = {},
): AuditEvent {
  return { kind, atSeconds: clock.nowSeconds(), accountId, ...about, requestId, addressPrefix };
}
