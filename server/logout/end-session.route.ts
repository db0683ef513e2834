import type Router from '@koa/router';
import { z } from 'zod';
import { logoutCalls } from '../../contract/logout.ts';
import type { ClientStore } from '../clients/client-store.ts';
import type { Config } from '../config/config.ts';
import { ownDestination } from '../http/destination.ts';
import { soundForm } from '../http/endpoint.ts';
import { pageCall } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Reply } from '../http/reply.ts';
import type { Visit } from '../http/visit.ts';
import { visitRoute } from '../http/visit-route.ts';
import type { Web } from '../http/web.ts';
import { clientCard } from '../interaction/step-of.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { newSecret } from '../platform/random.ts';
import { endSession, readSession } from '../sessions/cookie.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { type LogoutRequest, logoutRequest, mayEndUnasked, parseLogoutRequest } from './logout-request.ts';
import { signingOut } from './signing-out.ts';

export interface EndSessionRouteParts {
  readonly keyring: Keyring;
  readonly clients: ClientStore;
  readonly sessions: SessionStore;
  readonly ephemera: Ephemera;
  readonly config: Config;
  readonly clock: Clock;
}

/** A person was asked whether to sign out, in this session. */
const question = z.strictObject({ sessionId: z.string(), returnTo: z.string().optional() });

/** GET and POST /logout (OIDC RP-Initiated Logout 1.0), the page that asks, and the page that says it is done. */
export function endSessionRoute(router: Router, web: Web, parts: EndSessionRouteParts): void {
  const { ephemera, clock, config } = parts;
  const ttlSeconds = config.lifetimes.interactionSeconds;
  const carried = collection({ ephemera, clock }, 'logout', logoutRequest, ttlSeconds);
  const leaving = signingOut(parts);
  const questions = collection({ ephemera, clock }, 'sign-out', question, ttlSeconds);

  visitRoute(router, web, ['GET', 'POST'], '/logout', async (visit) => {
    const request = await parseLogoutRequest(parts, soundForm(visit.parameters));
    if (visit.method === 'GET' || visit.cookie('session') !== undefined) return answer(visit, request);

    // A POST from a client's page comes without our cookie (SameSite=Lax). A GET of our own brings it: come again.
    if (!request) return { kind: 'redirect', to: ownDestination(config.issuer, '/logout') };
    const ticket = newSecret('ti');
    await carried.put(ticket, request);
    return { kind: 'redirect', to: ownDestination(config.issuer, `/logout/continue/${ticket}`) };
  });

  visitRoute(router, web, ['GET'], '/logout/continue/:ticket', async (visit) =>
    answer(visit, await carried.take(visit.segments.ticket ?? '')),
  );

  pageCall(router, web, '/logout/confirm', logoutCalls['/logout/confirm'], async ({ ticket }, request) => {
    const asked = await questions.take(ticket);
    if (!asked) throw new ProblemError('ticket_invalid');
    const live = await readSession(request, parts);
    // Asked in one session, answered in another: say so instead of ending what nobody asked about.
    if (live && live.session.id !== asked.sessionId) throw new ProblemError('ticket_invalid');
    return { url: await leaving.leave(await endSession(request, parts), asked.returnTo) };
  });

  visitRoute(router, web, ['GET'], '/logout/leave/:ticket', (visit) =>
    leaving.show(visit.segments.ticket ?? ''),
  );

  visitRoute(router, web, ['GET'], '/signed-out', (visit) => {
    // A browser with FedCM hears of it here: not every one listens to the answer of a call (Login Status API).
    if (config.fedcm && visit.cookie('session') === undefined) visit.clearCookie('session');
    return Promise.resolve({ kind: 'page', status: 200, body: { view: 'signed-out' } });
  });

  async function answer(visit: Visit, request: LogoutRequest | undefined): Promise<Reply> {
    const live = await readSession(visit, parts);
    if (!live || mayEndUnasked(request, live.session)) {
      const ended = await endSession(visit, parts);
      return { kind: 'redirect', to: await leaving.leave(ended, request?.returnTo) };
    }
    const ticket = newSecret('ti');
    await questions.put(ticket, { sessionId: live.session.id, returnTo: request?.returnTo });
    const client = request?.returnTo === undefined ? undefined : await parts.clients.find(request.clientId);
    return {
      kind: 'page',
      status: 200,
      body: { view: 'sign-out', ticket, ...(client && { client: clientCard(client, request?.returnTo) }) },
    };
  }
}
