import type Router from '@koa/router';
import type { RouterContext, RouterMiddleware } from '@koa/router';
import type { Context, Middleware, Next } from 'koa';

/** More paths without parameters no server of ours has, in all their spellings and methods. */
const ROUTES_MAX = 1_000;

interface PlainRoute {
  readonly path: string | RegExp;
  readonly handlers: readonly RouterMiddleware[];
}

/**
 * Finds a route without parameters by its path at once. The router tries one expression after the other, and makes a
 * chain of handlers, anew for each request. So it is asked once for each such path, and keeps what is not so plain:
 * parameters, other methods, what is not there.
 */
export function plainRoutes(router: Router): Middleware {
  const known = new Map<string, PlainRoute>();
  return (ctx, next) => {
    const name = `${ctx.method} ${ctx.path}`;
    let route = known.get(name);
    if (route === undefined) {
      route = plainRoute(router, ctx);
      if (route === undefined) return next();
      // Only what is there is remembered, so that nobody fills this with names of their own.
      if (known.size < ROUTES_MAX) known.set(name, route);
    }
    const request = Object.assign(ctx.request, { params: {} });
    const routed = Object.assign(ctx, { router, _matchedRoute: route.path, params: {}, request });
    return run(route.handlers, routed, next, 0);
  };
}

function plainRoute(router: Router, { path, method }: Context): PlainRoute | undefined {
  const { route, pathAndMethod: layers } = router.match(path, method);
  const last = layers.at(-1);
  if (!route || last === undefined || layers.some(({ paramNames }) => paramNames.length > 0))
    return undefined;
  return { path: last.path, handlers: layers.flatMap(({ stack }) => stack) };
}

async function run(
  handlers: readonly RouterMiddleware[],
  ctx: RouterContext,
  last: Next,
  at: number,
): Promise<unknown> {
  const handler = handlers[at];
  return handler === undefined ? last() : handler(ctx, () => run(handlers, ctx, last, at + 1));
}
