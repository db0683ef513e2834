import type Router from '@koa/router';
import type { Context } from 'koa';
import { hasBody, readForm } from './body.ts';
import type { Caller } from './caller.ts';
import { callers } from './caller-of.ts';
import { type Form, parseParameters } from './form.ts';
import { requestState } from './request-state.ts';
import type { Visit } from './visit.ts';
import { jarOf } from './visit-route.ts';
import type { Web } from './web.ts';

/** What the browser itself asks, for a page that wants to know who is there (FedCM). */
export interface IdentityRequest extends Pick<Visit, 'cookie' | 'setCookie' | 'clearCookie'> {
  readonly form: Form;
  /** Of the page that asks; absent where the browser keeps it to itself. */
  readonly origin: string | undefined;
  readonly caller: Caller;
}

export interface IdentityAnswer {
  readonly status: 200 | 400 | 401 | 403;
  readonly body: object;
  /** The one origin whose pages may read it, with cookies: that of the request, once it was found registered. */
  readonly reader?: string | undefined;
}

/**
 * Mounts an endpoint of FedCM. No page can call it: the browser alone writes `Sec-Fetch-Dest: webidentity`, a header that
 * scripts may not set (FedCM §Security, CSRF).
 */
export function identityEndpoint(
  router: Router,
  web: Web,
  method: 'GET' | 'POST',
  path: string,
  handle: (request: IdentityRequest) => Promise<IdentityAnswer>,
): void {
  const callerOf = callers(web.config);
  router.register(path, [method], async (ctx: Context) => {
    requestState(ctx).shape = 'oauth';
    const { repeated, malformed, values } =
      method === 'POST' && hasBody(ctx.req) ? await readForm(ctx.req) : parseParameters(ctx.querystring);
    const sound = ctx.get('Sec-Fetch-Dest') === 'webidentity' && repeated.size === 0 && !malformed;
    const { status, body, reader } = sound
      ? await handle({
          form: values,
          origin: ctx.get('Origin') || undefined,
          caller: callerOf(ctx),
          ...jarOf(ctx, web),
        })
      : identityRefusal(400, 'invalid_request');

    ctx.vary('Origin');
    // The browser reads it on behalf of a page of another site, and would not otherwise.
    if (sound) ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    if (reader !== undefined) {
      ctx.set({
        'Access-Control-Allow-Origin': reader,
        'Access-Control-Allow-Credentials': 'true',
      });
    }
    ctx.status = status;
    ctx.type = 'application/json';
    ctx.body = JSON.stringify(body);
  });
}

/** FedCM, IdentityAssertionResponse: the page is told the code, and a person whom the browser knows what to say to. */
export function identityRefusal(
  status: 400 | 401 | 403,
  code: 'invalid_request' | 'unauthorized_client' | 'access_denied' | 'login_required',
  reader?: string,
): IdentityAnswer {
  return { status, body: { error: { code } }, reader };
}
