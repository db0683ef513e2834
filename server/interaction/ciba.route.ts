import type Router from '@koa/router';
import { approvalCalls } from '../../contract/approval.ts';
import type { BackchannelRequests } from '../ciba/backchannel-requests.ts';
import { ping } from '../ciba/ping.ts';
import type { Egress } from '../http/egress.ts';
import { pageCall } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Visit } from '../http/visit.ts';
import { visitRoute } from '../http/visit-route.ts';
import type { Web } from '../http/web.ts';
import { isSecret } from '../platform/random.ts';
import { readSession } from '../sessions/cookie.ts';
import { signedIn } from '../sessions/signed-in.ts';
import { type ApproveParts, askedCard, type Asks, asksOf, decideRequest } from './approve.ts';
import { beginOwnTrip, type TripParts } from './begin.ts';

export interface CibaRouteParts extends ApproveParts, Pick<TripParts, 'interactions' | 'config'> {
  readonly backchannel: BackchannelRequests;
  readonly egress: Egress;
}

/** The page to which the letter leads: an app asks somebody who is not looking at it (CIBA). */
export function cibaRoute(router: Router, web: Web, parts: CibaRouteParts): void {
  const { backchannel, clients } = parts;
  const waiting = { clients, waiting: backchannel };

  visitRoute(router, web, ['GET'], '/ciba/:id', async (visit) => {
    const requestId = idOf(visit);
    // Nobody signs in for what is no request of ours; whether it still waits, only its person learns.
    if (!isSecret('wa', requestId)) throw new ProblemError('request_gone');
    if (!(await readSession(visit, parts))) return beginOwnTrip(visit, parts, `/ciba/${requestId}`);
    const asks = await asksOf(waiting, requestId);
    const known = await theirs(parts, visit, asks);
    const { bindingMessage } = asks.waiting;
    const shown = {
      ...askedCard(parts, asks, known),
      ...(bindingMessage !== undefined && { bindingMessage }),
    };
    return { kind: 'page', status: 200, body: { view: 'ciba', requestId, asks: shown } };
  });

  const decideCall = '/ciba/:id/decide';
  pageCall(router, web, decideCall, approvalCalls[decideCall], async ({ decision, email }, request) => {
    await signedIn(parts, request);
    const asks = await asksOf(waiting, idOf(request));
    const known = await theirs(parts, request, asks);
    if (email !== known.account.email) throw new ProblemError('request_foreign');
    const made = await decideRequest({ ...parts, waiting: backchannel }, asks, known, { decision, request });
    // Not waited for: how fast the client's server answers is nothing to the person.
    void ping({ egress: parts.egress, log: web.log }, asks.client, asks.waiting);
    return made;
  });
}

/** Who is signed in, if the request is theirs. Throws ProblemError `request_foreign`. */
async function theirs(parts: CibaRouteParts, visit: Pick<Visit, 'cookie'>, { waiting, client }: Asks) {
  const live = await signedIn(parts, visit, client.id);
  if (waiting.accountId !== live.account.id) throw new ProblemError('request_foreign');
  return live;
}

function idOf({ segments }: Pick<Visit, 'segments'>): string {
  return segments.id ?? '';
}
