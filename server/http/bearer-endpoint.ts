import type Router from '@koa/router';
import type { Context } from 'koa';
import { OAuthError } from '../protocol/error.ts';
import { hasBody, readForm } from './body.ts';
import type { Caller } from './caller.ts';
import { callerOf } from './caller-of.ts';
import { allowClientOrigins } from './cross-origin.ts';
import { soundForm } from './endpoint.ts';
import { peerAddress } from './peer-address.ts';
import { NoToken } from './request-refused.ts';
import { requestState } from './request-state.ts';
import type { Web } from './web.ts';

/** What an endpoint behind an access token may see. */
export interface BearerRequest {
  readonly token: string;
  readonly caller: Caller;
}

/** RFC 6750 §2.1, b64token. */
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i;

/**
 * Mounts an endpoint behind an access token, by GET and POST: the token comes in the header or in a form body, exactly
 * once, never in the query (OAuth 2.1 §5.2). Refusals are 400, 401 or 403 with WWW-Authenticate (RFC 6750 §3).
 */
export function bearerEndpoint(
  router: Router,
  web: Web,
  path: string,
  handle: (request: BearerRequest) => Promise<object>,
  options: { readonly cors?: boolean } = { cors: true },
): void {
  if (options.cors === true) allowClientOrigins(router, web, path, ['GET', 'POST']);
  const peer = peerAddress(web.config.trustedProxies);

  router.register(path, ['GET', 'POST'], async (ctx: Context) => {
    requestState(ctx).shape = 'bearer';
    const token = await tokenOf(ctx);
    const body = await handle({ token, caller: callerOf(ctx, peer) });
    ctx.type = 'application/json';
    ctx.body = JSON.stringify(body);
  });
}

async function tokenOf(ctx: Context): Promise<string> {
  const authorization = ctx.get('Authorization');
  const inHeader = BEARER.exec(authorization)?.[1];
  const form = ctx.method === 'POST' && hasBody(ctx.req) ? soundForm(await readForm(ctx.req)) : undefined;
  const inForm = form?.access_token;
  if (inHeader !== undefined && inForm !== undefined) {
    throw new OAuthError('invalid_request', 'the access token was sent in two places');
  }
  const token = inHeader ?? inForm;
  if (token !== undefined) return token;
  if (/^Bearer\b/i.test(authorization))
    throw new OAuthError('invalid_token', 'the access token is malformed');
  throw new NoToken();
}
