import type { PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readSession, type SessionParts } from './cookie.ts';
import type { SessionAndConsent } from './session-store.ts';

/**
 * Whose account a call is about: that of the session, whatever else it says; with what they allowed the client
 * `consentFor`. Throws ProblemError `sign_in_first`.
 */
export async function signedIn(
  parts: Pick<SessionParts, 'sessions' | 'clock'>,
  request: Pick<PageCallRequest, 'cookie'>,
  consentFor?: string,
): Promise<SessionAndConsent> {
  const live = await readSession(request, parts, consentFor);
  if (!live) throw new ProblemError('sign_in_first');
  return live;
}
