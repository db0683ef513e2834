import type Router from '@koa/router';
import { interactionCalls } from '../../contract/interaction.ts';
import type { AccountTicket, AccountTicketStore, TicketPurpose } from '../accounts/account-ticket-store.ts';
import { pageCall, type PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import { visitRoute } from '../http/visit-route.ts';
import type { Web } from '../http/web.ts';
import type { Login } from '../login/login.ts';
import { fingerprint } from '../platform/digest.ts';
import { isSecret } from '../platform/random.ts';
import { browserDigest, ensureBrowser } from './browser.ts';
import { type Interaction, interactionPage } from './interaction.ts';
import { emailOf, idOf } from './login.route.ts';
import { localeOf } from './locale-of.ts';
import { prove, type ProveParts } from './prove.ts';
import { mailReset, type ResetTicketParts } from './reset-ticket.ts';
import { askedBy } from './standing.ts';

export interface ResetRouteParts extends ProveParts {
  readonly login: ProveParts['login'] & Pick<Login, 'letterBudget'>;
  readonly accounts: ProveParts['accounts'] & ResetTicketParts['accounts'];
  readonly accountTickets: Pick<AccountTicketStore, 'request' | 'open'>;
  readonly accountLetters: ProveParts['accountLetters'] & ResetTicketParts['accountLetters'];
}

const PURPOSES: readonly Exclude<TicketPurpose, 'email-change'>[] = ['reset', 'undo-email'];

/**
 * A forgotten password: asked for by e-mail, and the same answer for everybody; then a mailed ticket begins a trip, in
 * which whatever second factor the account holds is asked for (TO-07) before a new password is chosen.
 */
export function resetRoute(router: Router, web: Web, parts: ResetRouteParts): void {
  const { interactions, login, clock, config } = parts;

  const wishCall = '/interaction/:id/reset';
  pageCall(router, web, wishCall, interactionCalls[wishCall], async (input, request) => {
    const interactionId = idOf(request);
    const { browserDigest: began, request: asked } = await interactions.ofBrowser(request, interactionId);
    const email = emailOf(input.email);
    await login.letterBudget(email, request.caller.addressPrefix);
    const locale = localeOf(request, asked);
    await mailReset(parts, { email, locale, interactionId, browserDigest: began });
    return { email };
  });

  // The ticket stands in the fragment, so opening this page tells us nothing and changes nothing (EM-05).
  for (const [path, undo] of [
    ['/reset', false],
    ['/undo-email-change', true],
  ] as const) {
    visitRoute(router, web, ['GET'], path, () =>
      Promise.resolve({ kind: 'page', status: 200, body: { view: 'reset', undo } }),
    );
  }

  const openCall = '/reset/open';
  pageCall(router, web, openCall, interactionCalls[openCall], async ({ ticket }) => {
    const { email, expiresAtSeconds } = await found(ticket);
    return { email, expiresAtSeconds };
  });

  const beginCall = '/reset/begin';
  pageCall(router, web, beginCall, interactionCalls[beginCall], async (input, request) => {
    const ticket = await found(input.ticket);
    const { accountId, ticketDigest, purpose, email } = ticket;
    const reset = { accountId, ticketDigest, purpose, email };
    const { id, interaction } = await tripOf(request, ticket);
    const begun = { ...interaction, reset, proof: undefined };
    const asked = await askedBy(parts.clients, begun.request);
    const unknown = { email: undefined, trustEpoch: undefined, known: undefined } as const;
    const proof = { accountId, amr: [], by: 'ticket', ...unknown } as const;
    await prove(parts, request, { id, interaction: begun, asked }, proof);
    return { url: interactionPage(config, id) };
  });

  /** The living ticket of either purpose: the secret alone says which. */
  async function found(secret: string) {
    if (!isSecret('ti', secret)) throw new ProblemError('ticket_invalid');
    const digest = fingerprint(secret);
    for (const purpose of PURPOSES) {
      const ticket = await parts.accountTickets.open(purpose, digest, clock.nowSeconds());
      if (ticket?.accountId !== undefined) return { ...ticket, purpose, accountId: ticket.accountId };
    }
    throw new ProblemError('ticket_invalid');
  }

  /** The trip it was asked for in, where this browser still has it; else one that leads to the account. */
  async function tripOf(
    request: PageCallRequest,
    { interactionId, browserDigest: began }: AccountTicket,
  ): Promise<{ readonly id: string; readonly interaction: Interaction }> {
    const own = began !== undefined && began === browserDigest(request);
    const kept = own && interactionId !== undefined ? await interactions.find(interactionId) : undefined;
    if (interactionId !== undefined && kept?.browserDigest === began && kept && interactions.isAlive(kept))
      return { id: interactionId, interaction: kept };
    const fresh = { request: undefined, browserDigest: ensureBrowser(request), sessionAtStart: undefined };
    const id = await interactions.begin(fresh, request.caller);
    return { id, interaction: await interactions.ofBrowser(request, id) };
  }
}
