import type Router from '@koa/router';
import { accountCalls } from '../../contract/account.ts';
import { pageCall } from '../http/page-call.ts';
import type { Web } from '../http/web.ts';
import type { ConsentStore } from '../interaction/consent-store.ts';
import { signingOut, type SigningOutParts } from '../logout/signing-out.ts';
import { endSession, forgetSession } from '../sessions/cookie.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { eventsPage } from './home/events.ts';
import { accountHome, type HomeParts } from './home/home.ts';
import { signedIn } from '../sessions/signed-in.ts';
import { happened } from './happened.ts';

export interface StandingRouteParts extends HomeParts, SigningOutParts {
  readonly consents: Pick<ConsentStore, 'listUsed' | 'withdraw'>;
  readonly sessions: SessionStore;
  readonly clients: SigningOutParts['clients'];
}

const SESSION_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What stands open: the clients that may act for an account, and the browsers that are signed in to it. */
export function standingRoute(router: Router, web: Web, parts: StandingRouteParts): void {
  const { sessions, consents } = parts;
  const leaving = signingOut(parts);

  const eventsCall = '/account/events';
  pageCall(router, web, eventsCall, accountCalls[eventsCall], async ({ before }, request) => {
    const { account } = await signedIn(parts, request);
    return eventsPage(parts, account.id, before);
  });

  const withdrawCall = '/account/clients/withdraw';
  pageCall(router, web, withdrawCall, accountCalls[withdrawCall], async ({ clientId }, request) => {
    const live = await signedIn(parts, request);
    const { id } = live.account;
    await consents.withdraw(id, clientId, happened('consent.withdrawn', parts, request, id, { clientId }));
    return accountHome(parts, live);
  });

  const endCall = '/account/sessions/end';
  pageCall(router, web, endCall, accountCalls[endCall], async ({ sessionId }, request) => {
    const live = await signedIn(parts, request);
    const { id } = live.account;
    // An id of another shape is nobody's session; the statement ends only what belongs to this account.
    if (SESSION_ID.test(sessionId))
      await sessions.end(id, sessionId, happened('session.ended', parts, request, id, { sessionId }));
    if (sessionId === live.session.id) forgetSession(request);
    return accountHome(parts, live);
  });

  const endOthersCall = '/account/sessions/end-others';
  pageCall(router, web, endOthersCall, accountCalls[endOthersCall], async (_, request) => {
    const live = await signedIn(parts, request);
    const { id } = live.account;
    await sessions.endAll(id, live.session.id, happened('sessions.ended', parts, request, id));
    return accountHome(parts, live);
  });

  const everywhereCall = '/account/sign-out-everywhere';
  pageCall(router, web, everywhereCall, accountCalls[everywhereCall], async (_, request) => {
    const { account, session } = await signedIn(parts, request);
    const { id } = account;
    const ended = await sessions.endAll(id, undefined, happened('sessions.ended', parts, request, id));
    forgetSession(request);
    // Frames speak for this browser alone: what was signed in to elsewhere hears of it by the back channel.
    return { url: await leaving.leave(ended.filter(({ sessionId }) => sessionId === session.id)) };
  });

  const signOutCall = '/account/sign-out';
  pageCall(router, web, signOutCall, accountCalls[signOutCall], async (_, request) => {
    return { url: await leaving.leave(await endSession(request, parts)) };
  });
}
