import type Router from '@koa/router';
import { visitRoute } from '../http/visit-route.ts';
import type { Web } from '../http/web.ts';
import { PLAYGROUND_CLIENT_ID } from './playground.ts';

/** GET /playground, in development only: runs the code flow and shows every request, answer and token. */
export function playgroundRoute(router: Router, web: Web): void {
  const { issuer } = web.config;
  visitRoute(router, web, ['GET'], '/playground', () =>
    Promise.resolve({
      kind: 'page',
      status: 200,
      body: {
        view: 'playground',
        issuer,
        clientId: PLAYGROUND_CLIENT_ID,
        redirectUri: `${issuer}/playground`,
      },
    }),
  );
}
