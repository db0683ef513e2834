import type { AuthorizationRequest } from '../authorization/request.ts';
import { acrOf } from '../protocol/acr.ts';
import type { ClientSettings } from '../protocol/client-settings.ts';
import type { StoredConsent } from '../sessions/session-store.ts';
import { consentItems } from './consent-items.ts';
import { returnHost } from './return-host.ts';

/** Where one trip stands. Made of stored state and the live session only, never of what the browser says. */
export interface Progress {
  readonly request: Pick<
    AuthorizationRequest,
    'prompts' | 'maxAgeSeconds' | 'hintedSubject' | 'essentialAcr' | 'scopes' | 'terms' | 'target'
  >;
  readonly client: {
    readonly type: string;
    readonly firstParty: boolean;
    readonly settings?: Pick<ClientSettings, 'tacetRegisteredBy'>;
  };
  /** Who is signed in in this browser now. */
  readonly session: SignedIn | undefined;
  readonly consent: Pick<StoredConsent, 'scopes' | 'hosts'> | undefined;
  readonly trip: Trip;
  readonly nowSeconds: number;
  /** How far the clock of the instance that signed somebody in may lag behind the one that began the trip. */
  readonly leewaySeconds: number;
  readonly issuer: string;
}

export interface SignedIn {
  readonly id: string;
  readonly accountId: string;
  /** The account as this client knows it (`sub`). */
  readonly subject: string;
  readonly amr: readonly string[];
  readonly authenticatedAtSeconds: number;
}

/** What happened in this trip so far. */
export interface Trip {
  readonly startedAtSeconds: number;
  /** The session this browser had when the trip began; a session of another id is a sign-in made since. */
  readonly sessionAtStart: string | undefined;
  /** The account that pressed Allow. Bound to it, so that switching the account asks again. */
  readonly consentedAccountId: string | undefined;
  readonly denied: boolean;
}

export type NextStep =
  /** `somebodyElse`: than who is signed in now. */
  | {
      readonly kind: 'sign-in';
      readonly reason: 'first' | 'again' | 'too-old';
      readonly somebodyElse?: boolean;
    }
  | { readonly kind: 'consent' }
  | { readonly kind: 'finish' }
  | { readonly kind: 'refuse'; readonly error: Refusal };

export type Refusal =
  'access_denied' | 'login_required' | 'consent_required' | 'unmet_authentication_requirements';

/**
 * What happens next in a trip. The one place that knows the order: the pages never send the browser to each other,
 * they come back here (attacks.md §0, class 5).
 */
export function nextStep(progress: Progress): NextStep {
  const { request, session } = progress;
  if (progress.trip.denied) return { kind: 'refuse', error: 'access_denied' };

  // OIDC Core §3.1.2.1: an answer for anybody but the hinted account is an error. Once they signed in as somebody
  // else there is no point in asking again.
  if (session && isSomebodyElse(session, request) && signedInSince(session, progress)) {
    return { kind: 'refuse', error: 'login_required' };
  }
  // OIDC Core §5.5.1.1: nor if they signed in, and not as the essential acr demands.
  if (session && !reachesAcr(session, request) && signedInSince(session, progress)) {
    return { kind: 'refuse', error: 'unmet_authentication_requirements' };
  }

  const silent = request.prompts.includes('none');
  const reason = signInReason(progress);
  if (reason) {
    if (silent) return { kind: 'refuse', error: 'login_required' };
    const somebodyElse = session !== undefined && isSomebodyElse(session, request);
    return { kind: 'sign-in', reason, ...(somebodyElse && { somebodyElse }) };
  }
  if (consentMissing(progress)) {
    return silent ? { kind: 'refuse', error: 'consent_required' } : { kind: 'consent' };
  }
  return { kind: 'finish' };
}

/** Why somebody must prove who they are; undefined when they need not. */
function signInReason(progress: Progress): 'first' | 'again' | 'too-old' | undefined {
  const { request, session, nowSeconds } = progress;
  if (!session) return 'first';
  if (signedInSince(session, progress)) return undefined;
  // OpenID Connect Prompt Create §4: whoever comes to make an account is not asked who they are.
  if (request.prompts.includes('create')) return 'first';
  if (request.prompts.includes('login')) return 'again';
  if (isSomebodyElse(session, request) || !reachesAcr(session, request)) return 'again';
  const age = nowSeconds - session.authenticatedAtSeconds;
  // `>=` for 0: max_age=0 asks for a sign-in of its own, even in the second of the last one (OIDC Core §3.1.2.1).
  if (request.maxAgeSeconds === 0 || age > (request.maxAgeSeconds ?? Infinity)) return 'too-old';
  return undefined;
}

function isSomebodyElse({ subject }: SignedIn, { hintedSubject }: Progress['request']): boolean {
  return hintedSubject !== undefined && hintedSubject !== subject;
}

function reachesAcr({ amr }: SignedIn, { essentialAcr }: Progress['request']): boolean {
  return essentialAcr.length === 0 || essentialAcr.includes(acrOf(amr) ?? '');
}

/**
 * Every sign-in makes a new session id, so a session that was not there at the start is a password entered since; unless
 * its cookie was hidden then and put back, which its age gives away.
 */
function signedInSince(
  session: SignedIn,
  { trip, leewaySeconds }: Pick<Progress, 'trip' | 'leewaySeconds'>,
): boolean {
  return (
    session.id !== trip.sessionAtStart &&
    session.authenticatedAtSeconds >= trip.startedAtSeconds - leewaySeconds
  );
}

function consentMissing(progress: Progress): boolean {
  const { request, client, session, consent, trip } = progress;
  if (session && trip.consentedAccountId === session.accountId) return false;
  if (request.prompts.includes('consent')) return true;
  // RFC 9396 §11.1: what was allowed to the last detail was allowed once, the operator's own clients not excepted.
  if (request.terms.authorizationDetails !== undefined) return true;
  // The consent page names the account and offers another: it is where somebody chooses.
  if (request.prompts.includes('select_account') && session && !signedInSince(session, progress)) return true;
  // OAuth 2.1 §7.3.1: any program on the device can pose as a native client, so a person looks on every time, and
  // the operator's own native client is no exception.
  if (client.type === 'native') return true;
  // UI-13: what a document says of itself may be another thing tomorrow, and nobody here looked at it.
  if (client.settings?.tacetRegisteredBy === 'document') return true;
  if (client.firstParty) return false;
  return !consent || !covers(consent, progress);
}

/** UI-13: silent only for what was allowed, at a host that was on the page when it was. */
function covers(
  consent: Pick<StoredConsent, 'scopes' | 'hosts'>,
  { request, issuer }: Pick<Progress, 'request' | 'issuer'>,
): boolean {
  return (
    consent.hosts.includes(returnHost(request.target.address)) &&
    consentItems(request, issuer).every((item) => consent.scopes.includes(item))
  );
}
