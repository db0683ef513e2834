import type { ClientStore } from '../clients/client-store.ts';
import type { ClientLogos } from '../clients/logos/client-logos.ts';
import type { Config } from '../config/config.ts';
import type { Reply } from '../http/reply.ts';
import type { Visit } from '../http/visit.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { keepCompanions } from '../sessions/companions.ts';
import { readSession } from '../sessions/cookie.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { ScopedKeyStore } from '../vault/scoped-key-store.ts';
import { answer, type AnswerParts } from './answer.ts';
import { ensureBrowser } from './browser.ts';
import { interactionPage, type Interactions, type OwnPage } from './interaction.ts';
import type { Act } from './act.ts';
import { type Asked, standing } from './standing.ts';

/** What a trip needs from its first step to its last. */
export interface TripParts extends AnswerParts {
  readonly keyring: Pick<Keyring, 'sign' | 'pairwiseSubject' | 'sealer'>;
  readonly clients: Pick<ClientStore, 'find'>;
  readonly logos: Pick<ClientLogos, 'pathOf'>;
  readonly interactions: Interactions;
  readonly sessions: SessionStore;
  readonly scopedKeys: Pick<ScopedKeyStore, 'rotations'>;
  readonly config: Config;
  readonly clock: Clock;
  /** What somebody may do to their own account. */
  readonly acts: readonly Act[];
}

/**
 * Answers a checked request at once when nothing is missing (single sign-on: one statement and one code), else begins
 * an interaction and sends the browser to its page.
 */
export async function answerOrBegin(visit: Visit, parts: TripParts, asked: Asked): Promise<Reply> {
  const { request, client } = asked;
  const { interactions, config, clock } = parts;
  if (cookiesWithheld(visit)) {
    const unknown = { request, browserDigest: undefined, sessionAtStart: undefined };
    const id = await interactions.begin(unknown, visit.caller);
    return { kind: 'redirect', to: interactionPage(config, id) };
  }

  const live = await readSession(visit, parts, client.id);
  const sessionAtStart = live?.session.id;
  const fresh = { startedAtSeconds: clock.nowSeconds(), consentedAccountId: undefined, denied: false };
  const answered = await answer(parts, standing(parts, asked, live, { ...fresh, sessionAtStart }));
  if (answered) {
    if (live) keepCompanions(visit, parts, live.session);
    return answered;
  }

  const begun = { request, browserDigest: ensureBrowser(visit), sessionAtStart };
  const id = await interactions.begin(begun, visit.caller);
  return { kind: 'redirect', to: interactionPage(config, id) };
}

/** Begins a trip to a page of ours that asks who is there: that of the account, unless another is named. */
export async function beginOwnTrip(
  visit: Visit,
  { interactions, config }: Pick<TripParts, 'interactions' | 'config'>,
  ownPage?: OwnPage,
): Promise<Reply> {
  const trip = {
    request: undefined,
    ownPage,
    browserDigest: ensureBrowser(visit),
    sessionAtStart: undefined,
  };
  return { kind: 'redirect', to: interactionPage(config, await interactions.begin(trip, visit.caller)) };
}

/**
 * A client may post its request from its own site (OIDC Core §3.1.2.1), and SameSite=Lax cookies stay at home then.
 * Nothing can be said of such a browser until it comes back with a GET, nor may its cookies be overwritten.
 */
function cookiesWithheld(visit: Visit): boolean {
  return (
    visit.method === 'POST' && visit.cookie('session') === undefined && visit.cookie('browser') === undefined
  );
}
