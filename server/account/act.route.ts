import type Router from '@koa/router';
import { accountCalls } from '../../contract/account.ts';
import { pageCall } from '../http/page-call.ts';
import type { Web } from '../http/web.ts';
import { beginAct, type BeginActParts } from '../interaction/begin-act.ts';
import type { Clock } from '../platform/clock.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { signedIn } from '../sessions/signed-in.ts';

export interface ActRouteParts extends BeginActParts {
  readonly sessions: SessionStore;
  readonly clock: Clock;
}

/** The way into the trip in which somebody proves who they are for one act on their account (acts/). */
export function actRoute(router: Router, web: Web, parts: ActRouteParts): void {
  const beginCall = '/account/acts/begin';
  pageCall(router, web, beginCall, accountCalls[beginCall], async ({ purpose, target }, request) => {
    const live = await signedIn(parts, request);
    return { url: await beginAct(parts, request, live, { purpose, target }) };
  });
}
