import type Router from '@koa/router';
import cors from '@koa/cors';
import type { Context } from 'koa';
import { RequestRefused } from './request-refused.ts';
import type { Web } from './web.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const PREFLIGHT_SECONDS = 600;
const ORIGIN_CHARACTERS_MAX = 512;
const ALLOWED_HEADERS = [
  ...['Authorization', 'Content-Type', 'DPoP'],
  ...['If-Match', 'If-None-Match', 'Idempotency-Key', 'Envelope-Version'],
];

/** Lets pages of registered clients read the answers of `path`: their exact origin, never with cookies. */
export function allowClientOrigins(router: Router, web: Web, path: string, methods: readonly Method[]): void {
  allow(router, path, methods, async (ctx) => {
    const origin = ctx.get('Origin');
    // `null` is what every sandboxed frame calls itself.
    if (origin === '' || origin === 'null' || origin.length > ORIGIN_CHARACTERS_MAX) return '';
    return (await web.isClientOrigin(origin)) ? origin : '';
  });
}

/** Lets every page read `path`: for what is public anyway, or behind a token that the page brings itself. */
export function allowAllOrigins(router: Router, path: string, methods: readonly Method[] = ['GET']): void {
  allow(router, path, methods, () => Promise.resolve('*'));
}

function allow(
  router: Router,
  path: string,
  methods: readonly Method[],
  origin: (ctx: Context) => Promise<string>,
): void {
  const answer = cors({
    origin,
    allowMethods: [...methods],
    allowHeaders: ALLOWED_HEADERS,
    exposeHeaders: ['WWW-Authenticate', 'DPoP-Nonce', 'Retry-After', 'ETag', 'Location', 'Envelope-Version'],
    maxAge: PREFLIGHT_SECONDS,
    keepHeadersOnError: false,
  });
  router.register(path, [...methods], answer);
  router.options(path, answer, (ctx: Context) => {
    if (ctx.get('Access-Control-Request-Method') === '') {
      throw new RequestRefused('method_not_allowed', { Allow: [...methods, 'OPTIONS'].join(', ') });
    }
    // A preflight from a stranger: answered, with nothing allowed.
    ctx.status = 204;
  });
}
