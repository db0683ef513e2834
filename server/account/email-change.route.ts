import type Router from '@koa/router';
import { accountCalls } from '../../contract/account.ts';
import { pageCall } from '../http/page-call.ts';
import { visitRoute } from '../http/visit-route.ts';
import type { Web } from '../http/web.ts';
import { type EmailChangeParts, openEmailChange } from './email-change/open.ts';
import { confirmEmailChange, proveEmailChange } from './email-change/move.ts';
import { finishEmailChange, startEmailChange } from './email-change/password.ts';

/**
 * DOD-C22: the letter to a new address leads here. Whoever holds it must prove the password once more, which is
 * registered under the new address in the same breath; or, where there is none, be signed in.
 */
export function emailChangeRoute(router: Router, web: Web, parts: EmailChangeParts): void {
  // The ticket stands in the fragment, so opening this page tells us nothing and changes nothing (CF-29).
  visitRoute(router, web, ['GET'], '/email-change', () =>
    Promise.resolve({ kind: 'page', status: 200, body: { view: 'email-change' } }),
  );

  const openCall = '/email-change/open';
  pageCall(router, web, openCall, accountCalls[openCall], async ({ ticket }) => {
    const { email, newEmail, passwordless, expiresAtSeconds } = await openEmailChange(parts, ticket);
    return { email, newEmail, passwordless, expiresAtSeconds };
  });

  const startCall = '/email-change/start';
  pageCall(router, web, startCall, accountCalls[startCall], (input, request) =>
    startEmailChange(parts, request, input),
  );

  const finishCall = '/email-change/finish';
  pageCall(router, web, finishCall, accountCalls[finishCall], (input) => finishEmailChange(parts, input));

  const proveCall = '/email-change/prove';
  pageCall(router, web, proveCall, accountCalls[proveCall], (input, request) =>
    proveEmailChange(parts, request, input),
  );

  const confirmCall = '/email-change/confirm';
  pageCall(router, web, confirmCall, accountCalls[confirmCall], ({ ticket }, request) =>
    confirmEmailChange(parts, request, ticket),
  );
}
