import {
  authorizationResponse,
  type AuthorizationResponseParts,
} from '../authorization/authorization-response.ts';
import type { AuthorizationCodes } from '../authorization/code.ts';
import type { PushedRequests } from '../authorization/pushed.ts';
import { isFapi } from '../clients/profile.ts';
import type { Config } from '../config/config.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Reply } from '../http/reply.ts';
import { newId } from '../platform/random.ts';
import { acrFor } from '../protocol/acr.ts';
import { OAuthError } from '../protocol/error.ts';
import { sessionState } from '../sessions/browser-state.ts';
import type { LiveSession } from '../sessions/session.ts';
import type { Refusal } from './next-step.ts';
import type { Asked, Standing } from './standing.ts';
import type { Trip } from './trip.ts';

export interface AnswerParts extends AuthorizationResponseParts {
  readonly config: Pick<Config, 'issuer' | 'sessionManagement'>;
  readonly codes: Pick<AuthorizationCodes, 'issue'>;
  readonly pushed: Pick<PushedRequests, 'finish'>;
}

/** FAPI 2.0 §5.3.2.2: a code lives for a minute at most, whatever the operator allows others. */
const FAPI_CODE_SECONDS = 60;

/**
 * The answer to a client, once its request is decided: a code for whoever is signed in, or a refusal. Undefined while
 * something is missing. The only place of this house that asks for a code.
 */
export async function answer(
  parts: AnswerParts,
  { asked, live, trip, next }: Standing,
): Promise<Reply | undefined> {
  if (!asked) return undefined;
  const { client, request } = asked;
  if (next.kind !== 'refuse' && (next.kind !== 'finish' || !live)) return undefined;
  // A pushed request is answered once, though it was opened twice (PR-01).
  if (request.pushedAs !== undefined && !(await parts.pushed.finish(request.pushedAs)))
    throw new ProblemError('interaction_expired');
  const outcome =
    next.kind === 'refuse' || !live
      ? { error: refusals[next.kind === 'refuse' ? next.error : 'login_required']() }
      : { code: await issueCode(parts, asked, live, trip), ...sessionStateOf(parts, asked, live) };
  return authorizationResponse(parts, client, request.target, outcome);
}

/** Told with a code only: who is not signed in has no state to watch (OIDC Session Management 1.0 §2). */
function sessionStateOf({ config }: AnswerParts, { client, request }: Asked, { session }: LiveSession) {
  const where = { clientId: client.id, address: request.target.address };
  const state = sessionState(config, session, where);
  return state === undefined ? {} : { session_state: state };
}

function issueCode(
  { codes }: AnswerParts,
  { request, client }: Asked,
  { session }: LiveSession,
  { keys }: Pick<Trip, 'keys'>,
): Promise<string> {
  const record = {
    familyId: newId(),
    clientId: client.id,
    accountId: session.accountId,
    sessionId: session.id,
    scopes: request.scopes,
    authenticatedAtSeconds: session.authenticatedAtSeconds,
    amr: session.amr,
    acr: acrFor(session.amr, [...request.essentialAcr, ...request.acrValues]),
    terms: request.terms,
    nonce: request.nonce,
    redirectUri: request.target.address,
    codeChallenge: request.codeChallenge,
    keys: keys && request.keys && { jwe: keys.jwe, scopes: request.keys.scopes },
  };
  return codes.issue(record, isFapi(client) ? FAPI_CODE_SECONDS : undefined);
}

const refusals: Readonly<Record<Refusal, () => OAuthError>> = {
  access_denied: () => new OAuthError('access_denied', 'the person said no'),
  login_required: () => new OAuthError('login_required', 'somebody must sign in'),
  unmet_authentication_requirements: () =>
    new OAuthError('unmet_authentication_requirements', 'the essential acr was not reached'),
  consent_required: () => new OAuthError('consent_required', 'somebody must allow this'),
  interaction_required: () => new OAuthError('interaction_required', 'somebody must open their keys'),
};
