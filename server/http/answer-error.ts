import type { Context } from 'koa';
import type { Problem } from '../../contract/problem.ts';
import { OAuthError } from '../protocol/error.ts';
import { errorUri } from '../protocol/error-uri.ts';
import { REALM, challenge, resourceStatus } from './challenge.ts';
import { type Failure, failureOf } from './failure.ts';
import { parseParameters } from './form.ts';
import { localeOfRequest } from './locale-choice.ts';
import { writePage } from './page.ts';
import { type Shape, requestState } from './request-state.ts';
import { jarOf } from './visit-route.ts';
import type { Web } from './web.ts';

/** The refusals that an access token, or another one, can mend. */
const CHALLENGED: readonly number[] = [400, 401, 403];

/** Turns whatever was thrown into the answer that the route's callers understand. Says nothing of its inside. */
export function answerError(ctx: Context, web: Web, error: unknown): void {
  const failure = failureOf(error);
  const state = requestState(ctx);
  state.errorCode = failure.errorCode;
  logFailure(ctx, web, failure, error);

  ctx.status = failure.status;
  ctx.set(failure.headers);
  ctx.set('Cache-Control', 'no-store');
  ctx.remove('ETag');
  const shape = state.shape ?? shapeByAccept(ctx);
  if (shape === 'page') return answerPage(ctx, web, failure, error);
  if (shape === 'problem') return answerProblem(ctx, failure);
  const atResource = shape === 'bearer';
  if (atResource && CHALLENGED.includes(resourceStatus(failure))) challenge(ctx, web, failure, error);
  else if (failure.errorCode === 'invalid_client' && ctx.get('Authorization') !== '') {
    // RFC 6749 §5.2. Not for a client that used no header: a browser would ask its person for a password.
    ctx.set('WWW-Authenticate', `Basic realm="${REALM}", charset="UTF-8"`);
  }
  const { code, description, status } = failure.oauth;
  ctx.status = atResource ? resourceStatus(failure) : status;
  ctx.type = 'application/json';
  const error_uri = errorUri(web.config.issuer, code);
  ctx.body = JSON.stringify({ error: code, error_description: description, error_uri });
}

function answerProblem(ctx: Context, failure: Failure): void {
  const { requestId } = requestState(ctx);
  const body: Problem = { problem: failure.problem, requestId, ...definedOnly(failure.details) };
  ctx.type = 'application/problem+json';
  ctx.body = JSON.stringify(body);
}

function answerPage(ctx: Context, web: Web, failure: Failure, error: unknown): void {
  const asked = { headers: ctx.req.headers, jar: jarOf(ctx, web), clock: web.clock };
  // The request is refused, but whom it speaks to is still best known by its own wish.
  const { locale } = localeOfRequest(asked, parseParameters(ctx.querystring).values.ui_locales);
  const ofTheClient = error instanceof OAuthError;
  const developer =
    ofTheClient && web.config.mode === 'development' ? [{ label: error.code, value: error.message }] : [];
  const problem = ofTheClient ? 'bad_client_request' : failure.problem;
  const { restartUrl } = failure.details;
  const body = { view: 'error', problem, developer, ...definedOnly({ restartUrl }) } as const;
  writePage(ctx, web, { status: failure.status, body, locale });
}

/** No route took the request: a browser gets a page, everybody else JSON. */
function shapeByAccept(ctx: Context): Shape {
  return ctx.get('Accept').includes('text/html') ? 'page' : 'oauth';
}

function logFailure(ctx: Context, { log }: Web, { severity, errorCode }: Failure, error: unknown): void {
  if (severity === 'none') return;
  const { requestId } = requestState(ctx);
  const cause = severity === 'refusal' && error instanceof Error ? error.cause : error;
  if (severity === 'refusal') {
    if (cause !== undefined) log.info('refused', { requestId, errorCode, error: cause });
  } else if (severity === 'outage') log.warn('a part of the server is down', { requestId, errorCode, error });
  else log.error('unexpected error', { requestId, errorCode, error });
}

function definedOnly<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  return JSON.parse(JSON.stringify(fields));
}
