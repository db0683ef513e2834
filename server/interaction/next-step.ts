import type { AuthorizationRequest } from '../authorization/request.ts';
import { reaches } from '../protocol/acr.ts';
import type { ClientSettings } from '../protocol/client-settings.ts';
import type { StoredConsent } from '../sessions/session-store.ts';
import { consentItems } from './consent-items.ts';
import {
  type OwnProgress,
  ownStep,
  type OwnStep,
  type SignedIn,
  signedInSince,
  unfinishedProof,
} from './own-step.ts';
import { returnHost } from './return-host.ts';

/** Where one trip stands. Made of stored state and the live session only, never of what the browser says. */
export interface Progress extends OwnProgress {
  readonly request: Pick<
    AuthorizationRequest,
    | 'prompts'
    | 'maxAgeSeconds'
    | 'hintedSubject'
    | 'acrValues'
    | 'essentialAcr'
    | 'scopes'
    | 'terms'
    | 'target'
    | 'keys'
  >;
  readonly client: {
    readonly type: string;
    readonly firstParty: boolean;
    readonly settings?: Pick<ClientSettings, 'tacetRegisteredBy'>;
  };
  readonly session: KnownToClient | undefined;
  readonly consent: Pick<StoredConsent, 'scopes' | 'hosts'> | undefined;
  readonly issuer: string;
}

interface KnownToClient extends SignedIn {
  /** The account as this client knows it (`sub`). */
  readonly subject: string;
}

export type NextStep =
  | OwnStep
  /** `somebodyElse`: than who is signed in now. */
  | { readonly kind: 'sign-in'; readonly reason: SignInReason; readonly somebodyElse?: boolean }
  | { readonly kind: 'consent' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'refuse'; readonly error: Refusal };

type SignInReason = 'first' | 'again' | 'too-old' | 'stronger';

export type Refusal =
  | 'access_denied'
  | 'login_required'
  | 'consent_required'
  | 'interaction_required'
  | 'unmet_authentication_requirements';

/**
 * What happens next in a trip. The one place that knows the order: the pages never send the browser to each other,
 * they come back here (attacks.md §0, class 5).
 */
export function nextStep(progress: Progress | OwnProgress): NextStep {
  if (progress.trip.denied) return { kind: 'refuse', error: 'access_denied' };
  const unfinished = unfinishedProof(progress);
  if (unfinished) return unfinished;
  return 'request' in progress ? requestStep(progress) : ownStep(progress);
}

/** The step of a trip that a client began. */
function requestStep(progress: Progress): NextStep {
  const { request, session } = progress;

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
  if (keysMissing(progress)) {
    return silent ? { kind: 'refuse', error: 'interaction_required' } : { kind: 'keys' };
  }
  return { kind: 'finish' };
}

/** Why somebody must prove who they are; undefined when they need not. */
function signInReason(progress: Progress): SignInReason | undefined {
  const { request, session, nowSeconds } = progress;
  if (!session) return 'first';
  if (signedInSince(session, progress)) return undefined;
  // OpenID Connect Prompt Create §4: whoever comes to make an account is not asked who they are.
  if (request.prompts.includes('create')) return 'first';
  if (request.prompts.includes('login')) return 'again';
  if (isSomebodyElse(session, request)) return 'again';
  if (!reachesAcr(session, request) || mightReachMore(session, request)) return 'stronger';
  const age = nowSeconds - session.authenticatedAtSeconds;
  // `>=` for 0: max_age=0 asks for a sign-in of its own, even in the second of the last one (OIDC Core §3.1.2.1).
  if (request.maxAgeSeconds === 0 || age > (request.maxAgeSeconds ?? Infinity)) return 'too-old';
  return undefined;
}

function isSomebodyElse({ subject }: KnownToClient, { hintedSubject }: Progress['request']): boolean {
  return hintedSubject !== undefined && hintedSubject !== subject;
}

function reachesAcr({ amr }: SignedIn, { essentialAcr }: Progress['request']): boolean {
  return essentialAcr.length === 0 || essentialAcr.some((acr) => reaches(amr, acr));
}

/**
 * A wish, not a demand (OIDC Core §3.1.2.1): asked for once, where a sign-in could reach more than this session did, and
 * never of a client that wants no page.
 */
function mightReachMore({ amr }: SignedIn, { acrValues, prompts }: Progress['request']): boolean {
  if (acrValues.length === 0 || prompts.includes('none') || amr.includes('mfa')) return false;
  return !acrValues.some((acr) => reaches(amr, acr));
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
  // A key is given by a person, not by an operator: once, for the operator's own clients as well.
  if (client.firstParty) return request.keys !== undefined && !coversKeys(consent, progress);
  return !consent || !covers(consent, progress);
}

/** Only a page can open the account key, so nobody gets keys of whom none has delivered them in this trip. */
function keysMissing({ request, session, trip }: Progress): boolean {
  return request.keys !== undefined && trip.keys?.accountId !== session?.accountId;
}

type Remembered = Pick<StoredConsent, 'scopes' | 'hosts'>;

/** UI-13: silent only for what was allowed, at a host that was on the page when it was. */
function covers(consent: Remembered, { request, issuer }: Pick<Progress, 'request' | 'issuer'>): boolean {
  return (
    consent.hosts.includes(returnHost(request.target.address)) &&
    consentItems(request, issuer).every((item) => consent.scopes.includes(item))
  );
}

function coversKeys(consent: Remembered | undefined, { request }: Pick<Progress, 'request'>): boolean {
  return (
    consent?.hosts.includes(returnHost(request.target.address)) === true &&
    request.keys?.scopes.every((scope) => consent.scopes.includes(scope)) === true
  );
}
