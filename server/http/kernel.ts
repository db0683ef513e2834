import Router from '@koa/router';
import Koa, { type Middleware } from 'koa';
import { edge } from './edge.ts';
import { plainRoutes } from './plain-routes.ts';
import type { Web } from './web.ts';

/** A router with one spelling for each path (case matters), which answers with and without a trailing slash. */
export function newRouter(): Router {
  return new Router({ sensitive: true });
}

/** The web side of the server: the frame, then the built files, then the routes. Trusts no header of a proxy. */
export function kernel(web: Web, router: Router, files?: Middleware): Koa {
  const app = new Koa({ proxy: false });
  app.on('error', (error: unknown) => web.log.warn('an answer broke off', { error }));
  app.use(edge(web));
  if (files !== undefined) app.use(files);
  app.use(plainRoutes(router));
  app.use(router.routes());
  return app;
}
