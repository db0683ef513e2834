import { authorizationResponse } from '../authorization/authorization-response.ts';
import type { AuthorizationCodes } from '../authorization/code.ts';
import type { Config } from '../config/config.ts';
import type { Reply } from '../http/reply.ts';
import { newId } from '../platform/random.ts';
import { acrOf } from '../protocol/acr.ts';
import { OAuthError } from '../protocol/error.ts';
import type { LiveSession } from '../sessions/session.ts';
import type { Refusal } from './next-step.ts';
import type { Asked, Standing } from './standing.ts';

export interface AnswerParts {
  readonly codes: Pick<AuthorizationCodes, 'issue'>;
  readonly config: Pick<Config, 'issuer'>;
}

/**
 * The answer to a client, once its request is decided: a code for whoever is signed in, or a refusal. Undefined while
 * something is missing. The only place of this house that asks for a code.
 */
export async function answer(
  parts: AnswerParts,
  { asked, live, next }: Standing,
): Promise<Reply | undefined> {
  if (!asked) return undefined;
  const { issuer } = parts.config;
  const { target } = asked.request;
  if (next.kind === 'refuse') return authorizationResponse(issuer, target, { error: refusals[next.error]() });
  if (next.kind !== 'finish' || !live) return undefined;
  return authorizationResponse(issuer, target, { code: await issueCode(parts, asked, live) });
}

function issueCode(
  { codes }: AnswerParts,
  { request, client }: Asked,
  { session }: LiveSession,
): Promise<string> {
  return codes.issue({
    familyId: newId(),
    clientId: client.id,
    accountId: session.accountId,
    sessionId: session.id,
    scopes: request.scopes,
    authenticatedAtSeconds: session.authenticatedAtSeconds,
    amr: session.amr,
    acr: acrOf(session.amr),
    terms: request.terms,
    nonce: request.nonce,
    redirectUri: request.target.address,
    codeChallenge: request.codeChallenge,
  });
}

const refusals: Readonly<Record<Refusal, () => OAuthError>> = {
  access_denied: () => new OAuthError('access_denied', 'the person said no'),
  login_required: () => new OAuthError('login_required', 'somebody must sign in'),
  consent_required: () => new OAuthError('consent_required', 'somebody must allow this'),
};
