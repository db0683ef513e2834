import type Router from '@koa/router';
import type { Context } from 'koa';
import { sha256 } from '../platform/digest.ts';
import { requestState } from './request-state.ts';

const MAX_AGE_SECONDS = 3_600;

/**
 * Mounts a page with nothing to see, which pages of others load in a frame and speak to by messages. It may run that one
 * script and reach nothing, and its script has nothing that a person could be made to click on.
 */
export function framePage(router: Router, path: string, script: string): void {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${sha256(script).toString('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    'frame-ancestors *',
  ].join('; ');
  router.get(path, (ctx: Context) => {
    requestState(ctx).shape = 'page';
    ctx.remove('X-Frame-Options');
    ctx.set({
      'Cache-Control': `public, max-age=${MAX_AGE_SECONDS}`,
      'Content-Security-Policy': policy,
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Tacet</title></head>
<body><script>${script}</script></body>
</html>
`;
  });
}
