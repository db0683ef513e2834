import type Router from '@koa/router';
import { accountCalls } from '../../contract/account.ts';
import type { AuditKind } from '../audit/event.ts';
import { ownDestination } from '../http/destination.ts';
import { pageCall, type PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import { visitRoute } from '../http/visit-route.ts';
import type { Web } from '../http/web.ts';
import { beginOwnTrip, type TripParts } from '../interaction/begin.ts';
import type { ConsentStore } from '../interaction/consent-store.ts';
import { signingOut } from '../logout/signing-out.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { keepCompanions } from '../sessions/companions.ts';
import { endSession, forgetSession, readSession } from '../sessions/cookie.ts';
import type { LiveSession } from '../sessions/session.ts';
import { accountHome, type HomeParts } from './home.ts';

export interface AccountParts extends Pick<
  TripParts,
  'interactions' | 'sessions' | 'config' | 'clock' | 'keyring'
> {
  readonly consents: Pick<ConsentStore, 'list' | 'withdraw'>;
  readonly backchannel: HomeParts['backchannel'];
  readonly clients: HomeParts['clients'];
  readonly ephemera: Ephemera;
}

/** The page of somebody's own account, and the acts on it. Every act names the account of the session, never another. */
export function accountRoute(router: Router, web: Web, parts: AccountParts): void {
  const { sessions, consents, config } = parts;
  const leaving = signingOut(parts);

  visitRoute(router, web, ['GET'], '/account', async (visit) => {
    const live = await readSession(visit, parts);
    if (!live) return beginOwnTrip(visit, parts);
    keepCompanions(visit, parts, live.session);
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
    if (sessionId === live.session.id) forgetSession(request);
    return accountHome(parts, live);
  });

  const endOthersCall = '/account/sessions/end-others';
  pageCall(router, web, endOthersCall, accountCalls[endOthersCall], async (_, request) => {
    const live = await signedIn(parts, request);
    await sessions.endAll(
      live.account.id,
      live.session.id,
      event('sessions.ended', parts, request, live, {}),
    );
    return accountHome(parts, live);
  });

  const everywhereCall = '/account/sign-out-everywhere';
  pageCall(router, web, everywhereCall, accountCalls[everywhereCall], async (_, request) => {
    const live = await signedIn(parts, request);
    const { account, session } = live;
    const ended = await sessions.endAll(
      account.id,
      undefined,
      event('sessions.ended', parts, request, live, {}),
    );
    forgetSession(request);
    // Frames speak for this browser alone: what was signed in to elsewhere hears of it by the back channel.
    return { url: await leaving.leave(ended.filter(({ sessionId }) => sessionId === session.id)) };
  });

  const signOutCall = '/account/sign-out';
  pageCall(router, web, signOutCall, accountCalls[signOutCall], async (_, request) => {
    return { url: await leaving.leave(await endSession(request, parts)) };
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
