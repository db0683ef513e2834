import type Router from '@koa/router';
import type { Context } from 'koa';
import { OAuthError } from '../protocol/error.ts';
import { readJsonText } from './body.ts';
import type { Caller } from './caller.ts';
import { callers } from './caller-of.ts';
import { REALM } from './challenge.ts';
import { allowAllOrigins, type Method } from './cross-origin.ts';
import { parseStrictObject } from './json.ts';
import { requestState } from './request-state.ts';
import type { Web } from './web.ts';

/** What an endpoint that takes JSON may see. */
export interface JsonRequest {
  /** RFC 6750 §2.1: of the header alone. */
  readonly token: string | undefined;
  /** The part of the path that is named so; empty when the path has none. */
  readonly part: (name: string) => string;
  /** Empty for GET and DELETE. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
}

export interface JsonAnswer {
  readonly status: 200 | 201 | 204;
  readonly body?: object;
}

type Handlers = Readonly<Partial<Record<Method, (request: JsonRequest) => Promise<JsonAnswer>>>>;

const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i;

/**
 * Mounts an endpoint where JSON comes in and JSON goes out with no-store; a refusal takes the shape of RFC 6749 §5.2. No
 * cookie is read, so that pages of everybody may call it, those that are no client yet among them.
 */
export function jsonEndpoint(router: Router, web: Web, path: string, handlers: Handlers): void {
  const methods = (['GET', 'POST', 'PUT', 'DELETE'] as const).filter((method) => handlers[method]);
  allowAllOrigins(router, path, methods);
  const callerOf = callers(web.config);

  for (const method of methods) {
    router.register(path, [method], async (ctx: Context) => {
      requestState(ctx).shape = 'oauth';
      try {
        const token = bearerToken(ctx);
        const body =
          method === 'GET' || method === 'DELETE' ? {} : parseStrictObject(await readJsonText(ctx.req));
        const part = (name: string) => String(ctx.params[name] ?? '');
        const answer = await handlers[method]?.({ token, part, body, caller: callerOf(ctx) });
        write(ctx, answer);
      } catch (error) {
        // RFC 6750 §3.
        if (error instanceof OAuthError && error.code === 'invalid_token')
          ctx.set('WWW-Authenticate', `Bearer realm="${REALM}", error="invalid_token"`);
        throw error;
      }
    });
  }
}

function bearerToken(ctx: Context): string | undefined {
  const header = ctx.get('Authorization');
  if (header === '') return undefined;
  const token = BEARER.exec(header)?.[1];
  if (token === undefined)
    throw new OAuthError('invalid_token', 'the Authorization header has no bearer token');
  return token;
}

function write(ctx: Context, answer: JsonAnswer | undefined): void {
  ctx.status = answer?.status ?? 204;
  if (answer?.body === undefined) return;
  ctx.type = 'application/json';
  ctx.body = JSON.stringify(answer.body);
}
