import type { Context, Middleware } from 'koa';
import sirv from 'sirv';
import { PAGES_FOLDER } from './assets.ts';
import { RequestRefused } from './request-refused.ts';
import { assetPolicy } from './security-headers.ts';

const YEAR_SECONDS = 31_536_000;
const PREFIX = '/assets/';

/**
 * Serves /assets/*: the built files under names that hold their hash, so they may be kept for ever. The list of files
 * is read once: a path is looked up in it and never joined to a folder.
 */
export function assetFiles(folder = PAGES_FOLDER): Middleware {
  const serve = sirv(folder, { brotli: true, gzip: true, extensions: [] });
  return async (ctx, next) => {
    if (!ctx.path.startsWith(PREFIX)) return next();
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      throw new RequestRefused('method_not_allowed', { Allow: 'GET, HEAD' });
    }
    // Nobody needs a part of a small file, and sirv trusts the range it is told.
    delete ctx.req.headers.range;
    ctx.set({
      'Cache-Control': `public, max-age=${YEAR_SECONDS}, immutable`,
      'Content-Security-Policy': assetPolicy(ctx.path),
    });
    if (await served(ctx, serve)) return;
    throw new RequestRefused('not_found');
  };
}

/** True when the file was found; the answer is then written, or broke off. */
function served(ctx: Context, serve: sirv.RequestHandler): Promise<boolean> {
  return new Promise((resolve) => {
    ctx.respond = false;
    ctx.res.once('close', () => resolve(true));
    ctx.res.statusCode = 200;
    serve(ctx.req, ctx.res, () => {
      ctx.respond = true;
      resolve(false);
    });
  });
}
