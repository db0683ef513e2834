import type Router from '@koa/router';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Config } from '../config/config.ts';
import { becomes, takesStrangers } from '../config/registration.ts';
import { ProblemError } from '../http/problem-error.ts';
import { pageCall } from '../http/page-call.ts';
import { visitRoute } from '../http/visit-route.ts';
import type { Web } from '../http/web.ts';
import type { Login } from '../login/login.ts';
import { fingerprint } from '../platform/digest.ts';
import { isSecret, newId } from '../platform/random.ts';
import type { TripParts } from './begin.ts';
import { localeOf } from './locale-of.ts';
import { emailOf, idOf } from './login.route.ts';
import { completeSignUp } from './sign-up-complete.ts';
import type { SignUpStore, SignUpTicket } from './sign-up-store.ts';
import { mailTicket, type SignUpLetters, type SignUpTicketParts } from './sign-up-ticket.ts';

export interface SignUpRouteParts
  extends TripParts, Omit<SignUpTicketParts, 'config' | 'clock' | 'signUps' | 'letters'> {
  readonly login: Pick<Login, 'register' | 'credential' | 'currentSetup' | 'letterBudget' | 'markDevice'>;
  readonly signUps: SignUpStore;
  readonly letters: SignUpLetters;
}

/** Decision 8: each answer is a guess at the password of that address, so a ticket is good for so many. */
const STARTS_MAX = 3;

/** E-mail first, then a mailed ticket, then a name and a password that stays in the browser. */
export function signUpRoute(router: Router, web: Web, parts: SignUpRouteParts): void {
  const { interactions, login, signUps, clock, config } = parts;

  const wishCall = '/interaction/:id/sign-up';
  pageCall(router, web, wishCall, interactionCalls[wishCall], async (input, request) => {
    const interactionId = idOf(request);
    const { browserDigest, request: asked } = await interactions.ofBrowser(request, interactionId);
    if (!takesStrangers(config.registration)) throw new ProblemError('registration_closed');
    const email = emailOf(input.email);
    await login.letterBudget(email, request.caller.addressPrefix);
    const locale = localeOf(request, asked);
    await mailTicket(parts, { email, locale, interactionId, browserDigest });
    return { email };
  });

  // The ticket stands in the fragment, so opening this page tells us nothing and changes nothing (CF-29).
  visitRoute(router, web, ['GET'], '/sign-up', async () => ({
    kind: 'page',
    status: 200,
    body: { view: 'sign-up' },
  }));

  const openCall = '/sign-up/open';
  pageCall(router, web, openCall, interactionCalls[openCall], async ({ ticket }) => {
    const { email, expiresAtSeconds } = valid(
      await signUps.open(digestOf(ticket), clock.nowSeconds()),
      config,
    );
    return { email, expiresAtSeconds };
  });

  const startCall = '/sign-up/start';
  pageCall(router, web, startCall, interactionCalls[startCall], async ({ ticket, registrationRequest }) => {
    const now = clock.nowSeconds();
    const first = { setupId: login.currentSetup(), accountId: newId() };
    const counted = await signUps.countStart(digestOf(ticket), now, STARTS_MAX, first);
    const { email, setupId, accountId } = valid(counted, config);
    const answer = login.register({ email, setupId, registrationRequest });
    return { ...answer, ...(accountId !== undefined && { keys: { accountId } }) };
  });

  const finishCall = '/sign-up/finish';
  pageCall(router, web, finishCall, interactionCalls[finishCall], async (input, request) => {
    const ticket = valid(await signUps.open(digestOf(input.ticket), clock.nowSeconds()), config);
    return completeSignUp(parts, request, ticket, input);
  });
}

function digestOf(ticket: string): string {
  if (!isSecret('ti', ticket)) throw new ProblemError('ticket_invalid');
  return fingerprint(ticket);
}

/** A letter that was asked for while registration was open leads nowhere once it is not; an invite does. */
function valid(
  ticket: SignUpTicket | undefined,
  { registration }: Pick<Config, 'registration'>,
): SignUpTicket {
  if (!ticket) throw new ProblemError('ticket_invalid');
  if (becomes(registration, ticket) === undefined) throw new ProblemError('registration_closed');
  return ticket;
}
