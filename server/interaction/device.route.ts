import type Router from '@koa/router';
import { approvalCalls } from '../../contract/approval.ts';
import { deviceName } from '../account/device.ts';
import type { DeviceRequests } from '../device/device-requests.ts';
import type { Guesses } from '../device/guesses.ts';
import { parseUserCode, shownUserCode } from '../device/user-code.ts';
import { pageCall, type PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Visit } from '../http/visit.ts';
import { visitRoute } from '../http/visit-route.ts';
import type { Web } from '../http/web.ts';
import { readSession } from '../sessions/cookie.ts';
import type { LiveSession } from '../sessions/session.ts';
import { signedIn } from '../sessions/signed-in.ts';
import { type ApproveParts, askedCard, asksOf, decideRequest, orderOf } from './approve.ts';
import { beginOwnTrip, type TripParts } from './begin.ts';
import { browserDigest, ensureBrowser } from './browser.ts';

export interface DeviceRouteParts extends ApproveParts, Pick<TripParts, 'interactions' | 'config'> {
  readonly devices: DeviceRequests;
  readonly guesses: Guesses;
}

/** The page on which somebody types the code of a device and decides what it may do (RFC 8628 §3.3). */
export function deviceRoute(router: Router, web: Web, parts: DeviceRouteParts): void {
  const { devices, clients, sessions, clock } = parts;

  visitRoute(router, web, ['GET'], '/device', async (visit) => {
    const userCode = parseUserCode(visit.parameters.values.user_code ?? '');
    const live = await readSession(visit, parts);
    if (!live)
      return beginOwnTrip(
        visit,
        parts,
        userCode ? `/device?user_code=${shownUserCode(userCode)}` : '/device',
      );
    ensureBrowser(visit);
    const filled = userCode !== undefined && (await mayBeFilledIn(parts, visit, live, userCode));
    const { email, name } = live.account;
    const body = { view: 'device', account: { email, name } } as const;
    return {
      kind: 'page',
      status: 200,
      body: { ...body, ...(filled && { userCode: shownUserCode(userCode) }) },
    };
  });

  const openCall = '/device/open';
  pageCall(router, web, openCall, approvalCalls[openCall], async ({ userCode }, request) => {
    const live = await signedIn(parts, request);
    const id = await guessed(parts, request, live, userCode);
    if (id === undefined) throw new ProblemError('user_code_unknown');
    if (!(await devices.isViewedBy(id, viewerOf(request, live)))) throw new ProblemError('request_foreign');

    const asks = await asksOf({ clients, waiting: devices }, id);
    const known = await signedIn({ sessions, clock }, request, asks.client.id);
    const { addressPrefix: network, userAgent } = asks.waiting;
    const sameAsHere = network === request.caller.addressPrefix;
    const from = { network, sameAsHere, device: deviceName(userAgent) };
    const order = await orderOf(parts, asks, known);
    return { ...askedCard(parts, asks, known), requestId: id, from, ...(order && { order }) };
  });

  const decideCall = '/device/decide';
  pageCall(router, web, decideCall, approvalCalls[decideCall], async (input, request) => {
    const { requestId, decision, email, keysJwe } = input;
    const live = await signedIn(parts, request);
    const asks = await asksOf({ clients, waiting: devices }, requestId);
    // DV-02: the first viewer owns it. Nor is anything allowed in the name of an account that the page did not show.
    const owned = await devices.isViewedBy(requestId, viewerOf(request, live));
    if (!owned || email !== live.account.email) throw new ProblemError('request_foreign');
    return decideRequest({ ...parts, waiting: devices }, asks, live, { decision, request, keysJwe });
  });
}

function viewerOf(request: Pick<PageCallRequest, 'cookie'>, { account }: LiveSession) {
  const digest = browserDigest(request);
  if (digest === undefined) throw new ProblemError('interaction_foreign');
  return { accountId: account.id, browserDigest: digest };
}

/** The request behind a code; a wrong code stays counted (DV-01). Throws ProblemError `too_many_attempts`. */
async function guessed(
  { devices, guesses }: Pick<DeviceRouteParts, 'devices' | 'guesses'>,
  { caller }: Pick<PageCallRequest, 'caller'>,
  { account }: LiveSession,
  typed: string,
): Promise<string | undefined> {
  const giveBack = await guesses.admit({ accountId: account.id, addressPrefix: caller.addressPrefix });
  const id = await devices.idOf(typed);
  if (id !== undefined) await giveBack();
  return id;
}

/**
 * DV-03: a link can be sent by anybody, so of a client that is not the operator's own the code must be read off the
 * device and typed. Even a filled-in code opens nothing before somebody goes on.
 */
async function mayBeFilledIn(
  parts: DeviceRouteParts,
  visit: Visit,
  live: LiveSession,
  userCode: string,
): Promise<boolean> {
  const { devices, clients } = parts;
  // Who has no tries left sees the same page with an empty field.
  const id = await guessed(parts, visit, live, userCode).catch((error: unknown) => {
    if (error instanceof ProblemError) return undefined;
    throw error;
  });
  const waiting = id === undefined ? undefined : await devices.find(id);
  const client = waiting && (await clients.find(waiting.clientId));
  return client?.enabled === true && client.firstParty;
}
