import type { Context, Middleware } from 'koa';
import { limits } from '../platform/limits.ts';
import { answerError } from './answer-error.ts';
import { RequestRefused } from './request-refused.ts';
import { requestState } from './request-state.ts';
import { answerHeaders } from './security-headers.ts';
import type { Web } from './web.ts';

/** One way to write each path: no escapes, no empty, dot or parameter segments that a proxy reads differently. */
const CANONICAL_PATH = /^\/(?:(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+(?:\/|$))*$/;

/** The outermost frame: headers, one log line, and an answer for everything that goes wrong further in. */
export function edge(web: Web): Middleware {
  const headers = Object.entries(answerHeaders(web.config));
  return async (ctx, next) => {
    const startedAt = performance.now();
    const { requestId } = requestState(ctx);
    for (const [name, value] of headers) ctx.res.setHeader(name, value);
    ctx.res.setHeader('X-Request-Id', requestId);
    try {
      checkTarget(ctx);
      await next();
      if (ctx.status === 404 && ctx.body === undefined && ctx.respond !== false) throw notFound(ctx);
    } catch (error) {
      answerSafely(ctx, web, error);
    }
    const answered = {
      method: ctx.method,
      route: typeof ctx._matchedRoute === 'string' ? ctx._matchedRoute : 'none',
      status: ctx.respond === false ? ctx.res.statusCode : ctx.status,
      milliseconds: performance.now() - startedAt,
    };
    web.onAnswer?.(answered);
    const milliseconds = Math.round(answered.milliseconds);
    web.log.info('request', { requestId, ...answered, milliseconds, ...refusedWith(ctx) });
  };
}

/** RFC 9112 §3.2.2: an absolute target is taken for its path; the host in it is as little believed as any other. */
function checkTarget(ctx: Context): void {
  const target = (ctx.req.url ?? '/').replace(/^https?:\/\/[^/?#]*/i, '');
  if (target.length > limits.urlCharacters) throw new RequestRefused('target_too_long');
  ctx.req.url = target === '' || target.startsWith('?') ? `/${target}` : target;
  if (!ctx.req.url.startsWith('/') || ctx.req.url.includes('#')) throw new RequestRefused('malformed_target');
  if (!CANONICAL_PATH.test(ctx.req.url.split('?', 1)[0] ?? '')) throw new RequestRefused('not_found');
}

function notFound(ctx: Context): RequestRefused {
  const matched: readonly { readonly methods: readonly string[] }[] = ctx.matched ?? [];
  const methods = new Set(matched.flatMap((layer) => layer.methods));
  if (methods.size === 0) return new RequestRefused('not_found');
  return new RequestRefused('method_not_allowed', { Allow: [...methods].join(', ') });
}

function refusedWith(ctx: Context): { readonly errorCode?: string } {
  const { errorCode } = requestState(ctx);
  return errorCode === undefined ? {} : { errorCode };
}

/** Should even the error page fail (the pages are not built), a bare line must do. */
function answerSafely(ctx: Context, web: Web, error: unknown): void {
  try {
    answerError(ctx, web, error);
  } catch (worse) {
    web.log.error('an error could not be shown', { requestId: requestState(ctx).requestId, error: worse });
    ctx.status = 500;
    ctx.type = 'text/plain; charset=utf-8';
    ctx.body = 'Something went wrong on our side.\n';
  }
}
