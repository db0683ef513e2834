import type Router from '@koa/router';
import { accountCalls } from '../../contract/account.ts';
import type { AuditKind } from '../audit/event.ts';
import { ownDestination } from '../http/destination.ts';
import { pageCall, type PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import { visitRoute } from '../http/visit-route.ts';
import type { Web } from '../http/web.ts';
import { beginAccountTrip, type TripParts } from '../interaction/begin.ts';
import type { ConsentStore } from '../interaction/consent-store.ts';
import { endSession, readSession } from '../sessions/cookie.ts';
import type { LiveSession } from '../sessions/session.ts';
import { accountHome } from './home.ts';

export interface AccountParts extends Pick<TripParts, 'interactions' | 'sessions' | 'config' | 'clock'> {
  readonly consents: Pick<ConsentStore, 'list' | 'withdraw'>;
}

/** The page of somebody's own account, and the acts on it. Every act names the account of the session, never another. */
export function accountRoute(router: Router, web: Web, parts: AccountParts): void {
  const { sessions, consents, config } = parts;

  visitRoute(router, web, ['GET'], '/account', async (visit) => {
    const live = await readSession(visit, parts);
    if (!live) return beginAccountTrip(visit, parts);
    return { kind: 'page', status: 200, body: { view: 'account', home: await accountHome(parts, live) } };
  });

  // Where password managers look (the well-known URL for changing passwords), and where people start.
  for (const path of ['/.well-known/change-password', '/']) {
    visitRoute(router, web, ['GET'], path, () =>
      Promise.resolve({ kind: 'redirect', to: ownDestination(config.issuer, '/account') }),
    );
  }

  const withdrawCall = '/account/clients/withdraw';
  pageCall(router, web, withdrawCall, accountCalls[withdrawCall], async ({ clientId }, request) => {
    const live = await signedIn(parts, request);
    await consents.withdraw(
      live.account.id,
      clientId,
      event('consent.withdrawn', parts, request, live, { clientId }),
    );
    return accountHome(parts, live);
  });

  const endCall = '/account/sessions/end';
  pageCall(router, web, endCall, accountCalls[endCall], async ({ sessionId }, request) => {
    const live = await signedIn(parts, request);
    // An id of another shape is nobody's session; the statement ends only what belongs to this account.
    if (SESSION_ID.test(sessionId)) {
      const ended = event('session.ended', parts, request, live, { sessionId });
      await sessions.end(live.account.id, sessionId, ended);
    }
    if (sessionId === live.session.id) request.clearCookie('session');
    return accountHome(parts, live);
  });

  const signOutCall = '/account/sign-out';
  pageCall(router, web, signOutCall, accountCalls[signOutCall], async (_, request) => {
    await endSession(request, parts);
    return { url: ownDestination(config.issuer, '/signed-out') };
  });
}

const SESSION_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function signedIn(parts: AccountParts, request: PageCallRequest): Promise<LiveSession> {
  const live = await readSession(request, parts);
  if (!live) throw new ProblemError('sign_in_first');
  return live;
}

function event(
  kind: AuditKind,
  { clock }: Pick<AccountParts, 'clock'>,
  { caller: { requestId, addressPrefix } }: PageCallRequest,
  { account }: LiveSession,
  about: { readonly clientId?: string; readonly sessionId?: string },
) {
  return { kind, atSeconds: clock.nowSeconds(), accountId: account.id, ...about, requestId, addressPrefix };
}
