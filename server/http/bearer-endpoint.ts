import type Router from '@koa/router';
import type { Context } from 'koa';
import { OAuthError } from '../protocol/error.ts';
import { hasBody, readForm } from './body.ts';
import type { Caller } from './caller.ts';
import { callers } from './caller-of.ts';
import { clientCertificates } from './certificate-of.ts';
import type { TokenScheme } from './challenge.ts';
import type { ClientCertificate } from './client-certificate.ts';
import { allowClientOrigins } from './cross-origin.ts';
import { soundForm } from './endpoint.ts';
import { NoToken } from './request-refused.ts';
import { requestState } from './request-state.ts';
import type { Web } from './web.ts';
import { send } from './written-answer.ts';

/** What an endpoint behind an access token may see. */
export interface BearerRequest {
  readonly token: string;
  /** How it came; in a form it can only be a bearer token. */
  readonly scheme: TokenScheme;
  readonly method: string;
  /** Of the endpoint, under the issuer. */
  readonly path: string;
  /** Every DPoP header that came. */
  readonly proofs: readonly string[];
  readonly certificate: ClientCertificate | undefined;
  readonly caller: Caller;
  readonly tell: (header: 'DPoP-Nonce', value: string) => void;
}

/** RFC 6750 §2.1, RFC 9449 §7.1: a scheme, in any case of letters, and a b64token. */
const CREDENTIALS = /^(Bearer|DPoP) +([A-Za-z0-9\-._~+/]+=*) *$/i;

/**
 * Mounts an endpoint behind an access token, by GET and POST: the token comes in the header or in a form body, exactly
 * once, never in the query (OAuth 2.1 §5.2). Refusals are 400, 401 or 403 with WWW-Authenticate (challenge.ts).
 */
export function bearerEndpoint(
  router: Router,
  web: Web,
  path: string,
  handle: (request: BearerRequest) => Promise<object>,
  options: { readonly cors?: boolean } = { cors: true },
): void {
  if (options.cors === true) allowClientOrigins(router, web, path, ['GET', 'POST']);
  const callerOf = callers(web.config);
  const certificate = clientCertificates(web.config);

  router.register(path, ['GET', 'POST'], async (ctx: Context) => {
    const state = requestState(ctx);
    state.shape = 'bearer';
    state.resourcePath = path;
    const { token, scheme } = await credentialsOf(ctx);
    const body = await handle({
      ...{ token, scheme, method: ctx.method, path },
      proofs: ctx.req.headersDistinct.dpop ?? [],
      certificate: certificate(ctx.req),
      caller: callerOf(ctx),
      tell: (header, value) => ctx.set(header, value),
    });
    send(ctx, body);
  });
}

async function credentialsOf(ctx: Context): Promise<Pick<BearerRequest, 'token' | 'scheme'>> {
  const form = ctx.method === 'POST' && hasBody(ctx.req) ? soundForm(await readForm(ctx.req)) : undefined;
  return bearerCredentials(ctx, form?.access_token);
}

/**
 * The token of a request: of its header, or what a form had of it. Throws NoToken, or OAuthError for two and for what is
 * no token at all.
 */
export function bearerCredentials(ctx: Context, inForm?: string): Pick<BearerRequest, 'token' | 'scheme'> {
  const authorization = ctx.get('Authorization');
  const named = /^(?:Bearer|(DPoP))(?: |$)/i.exec(authorization);
  const scheme = named?.[1] === undefined ? 'Bearer' : 'DPoP';
  const inHeader = CREDENTIALS.exec(authorization)?.[2];
  if (named !== null || inForm !== undefined) requestState(ctx).scheme = scheme;
  if (inHeader !== undefined && inForm !== undefined) {
    throw new OAuthError('invalid_request', 'the access token was sent in two places');
  }
  if (inHeader !== undefined) return { token: inHeader, scheme };
  if (inForm !== undefined) return { token: inForm, scheme: 'Bearer' };
  if (named !== null) throw new OAuthError('invalid_token', 'the access token is malformed');
  throw new NoToken();
}
