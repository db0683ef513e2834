import type Router from '@koa/router';
import type { Context } from 'koa';
import type { Web } from '../http/web.ts';
import { type ReadinessParts, readiness } from './readiness.ts';

/**
 * GET /healthz: the process is alive, whatever else is down; restarting it would not help a database.
 * GET /readyz: it can serve; 503 tells the proxy to send people elsewhere. Both say names, never reasons.
 */
export function healthRoute(router: Router, web: Web, parts: ReadinessParts): void {
  router.get('/healthz', (ctx: Context) => {
    ctx.body = { status: 'ok' };
  });

  router.get('/readyz', async (ctx: Context) => {
    const { ready, checks } = await readiness(parts, web.log);
    ctx.status = ready ? 200 : 503;
    ctx.body = { status: ready ? 'ok' : 'failed', checks };
  });
}
