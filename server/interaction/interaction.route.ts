import type Router from '@koa/router';
import { ownDestination } from '../http/destination.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Reply } from '../http/reply.ts';
import type { Visit } from '../http/visit.ts';
import { visitRoute } from '../http/visit-route.ts';
import type { Web } from '../http/web.ts';
import { keepCompanions } from '../sessions/companions.ts';
import { readSession } from '../sessions/cookie.ts';
import type { SessionAndConsent } from '../sessions/session-store.ts';
import { answer } from './answer.ts';
import { answerOrBegin, beginOwnTrip, type TripParts } from './begin.ts';
import { ensureBrowser } from './browser.ts';
import { type Interaction, interactionPage, restartUrl, tripFrame } from './interaction.ts';
import { localeOf } from './locale-of.ts';
import { askedBy, standing, standingOf } from './standing.ts';
import { clientCard, stepOf } from './step-of.ts';

/** The pages of a trip, and the two ways out of it. Each judges from what is stored, not from what the page says. */
export function interactionRoute(router: Router, web: Web, parts: TripParts): void {
  visitRoute(router, web, ['GET'], '/interaction/:id', (visit) => show(visit, parts, idOf(visit)));
  visitRoute(router, web, ['GET'], '/interaction/:id/finish', (visit) => finish(visit, parts, idOf(visit)));
  visitRoute(router, web, ['GET'], '/interaction/:id/restart', (visit) => restart(visit, parts, idOf(visit)));
}

async function show(visit: Visit, parts: TripParts, id: string): Promise<Reply> {
  const { interactions } = parts;
  const found = await interactions.find(id);
  if (found && found.browserDigest === undefined && interactions.isAlive(found)) {
    return firstVisit(visit, parts, id, found);
  }
  const interaction = await interactions.keptFor(visit, id);
  if (!interactions.isAlive(interaction)) return expiredPage(visit, parts, id, interaction);

  const stands = await standingOf(parts, visit, interaction);
  return {
    kind: 'page',
    status: 200,
    locale: localeOf(visit, interaction.request),
    body: {
      view: 'interaction',
      ...tripFrame(parts, id, interaction),
      step: await stepOf(parts, id, stands),
      startWith: interaction.request?.prompts.includes('create') ? 'sign-up' : 'sign-in',
    },
  };
}

/**
 * A cross-site POST began this trip, and now the browser shows its cookies: the trip becomes its own, and is judged as
 * /authorize would have judged it. Whoever comes first owns it, which gives an attacker no more than a link to
 * /authorize would.
 */
async function firstVisit(
  visit: Visit,
  parts: TripParts,
  id: string,
  interaction: Interaction,
): Promise<Reply> {
  const live = await readSession(visit, parts, interaction.request?.clientId);
  const own = { ...interaction, browserDigest: ensureBrowser(visit), sessionAtStart: live?.session.id };
  await parts.interactions.save(id, own);
  const { next } = standing(parts, await askedBy(parts.clients, own.request), live, own);
  return next.kind === 'finish' || next.kind === 'refuse' ? finish(visit, parts, id) : show(visit, parts, id);
}

/**
 * The last step: the browser is sent back to the client with a code or a refusal, once. Whoever comes here before
 * everything is done is shown what is missing.
 */
async function finish(visit: Visit, parts: TripParts, id: string): Promise<Reply> {
  const { interactions, config } = parts;
  const stands = await standingOf(parts, visit, await interactions.ofBrowser(visit, id));
  if (stands.next.kind !== 'finish' && stands.next.kind !== 'refuse') {
    return { kind: 'redirect', to: interactionPage(config, id) };
  }

  const taken = await interactions.take(id, visit.caller);
  if (!taken) throw new ProblemError('interaction_expired');
  if (!stands.asked) return finishOwn(visit, parts, taken, stands.live);
  // Judged once more by what was taken: another tab may have denied between the look and the take.
  const answered = await answer(parts, standing(parts, stands.asked, stands.live, taken));
  if (!answered) throw new ProblemError('interaction_expired');
  if (stands.live) keepCompanions(visit, parts, stands.live.session);
  return answered;
}

/** The end of a trip that no client began: a page of ours, or the act it was made for, judged by what was taken. */
async function finishOwn(
  visit: Visit,
  parts: TripParts,
  taken: Interaction,
  live: SessionAndConsent | undefined,
): Promise<Reply> {
  if (standing(parts, undefined, live, taken).next.kind !== 'finish' || !live)
    throw new ProblemError('interaction_expired');
  const act = parts.acts.find(({ purpose }) => purpose === taken.act?.purpose);
  if (!act) return { kind: 'redirect', to: ownDestination(parts.config.issuer, taken.ownPage ?? '/account') };
  const { account, session } = live;
  return act.perform({ account, session, target: taken.act?.target, visit });
}

/** The way back for somebody who came late: the same request again, in a new trip of the same browser. */
async function restart(visit: Visit, parts: TripParts, id: string): Promise<Reply> {
  const interaction = await parts.interactions.keptFor(visit, id);
  if (parts.interactions.isAlive(interaction))
    return { kind: 'redirect', to: interactionPage(parts.config, id) };
  const asked = await askedBy(parts.clients, interaction.request);
  return asked ? answerOrBegin(visit, parts, asked) : beginOwnTrip(visit, parts, interaction.ownPage);
}

async function expiredPage(
  visit: Visit,
  parts: TripParts,
  id: string,
  { request }: Interaction,
): Promise<Reply> {
  const asked = await askedBy(parts.clients, request);
  return {
    kind: 'page',
    status: 410,
    locale: localeOf(visit, request),
    body: {
      view: 'error',
      problem: 'interaction_expired',
      restartUrl: restartUrl(parts.config, id),
      ...(asked && { client: clientCard(asked.client, asked.request.target.address) }),
      developer: [],
    },
  };
}

function idOf({ segments }: Visit): string {
  return segments.id ?? '';
}
