import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Middleware } from 'koa';
import { PAGES_FOLDER } from './assets.ts';
import { RequestRefused } from './request-refused.ts';
import { assetPolicy } from './security-headers.ts';

interface AssetFile {
  readonly plain: Buffer;
  readonly br: Buffer | undefined;
  readonly gzip: Buffer | undefined;
}

const YEAR_SECONDS = 31_536_000;
const PREFIX = '/assets/';
const FILES_MAX = 1_000;

/**
 * Serves /assets/*: the built files under names that hold their hash, so they may be kept for ever. All are read into
 * memory once: a path is looked up and never joined to a folder, and a download that breaks off leaves no open file
 * behind (decision 19).
 */
export function assetFiles(folder = PAGES_FOLDER): Middleware {
  const files = readFiles(join(folder, 'assets'));
  return async (ctx, next) => {
    if (!ctx.path.startsWith(PREFIX)) return next();
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      throw new RequestRefused('method_not_allowed', { Allow: 'GET, HEAD' });
    }
    const file = files.get(ctx.path);
    if (file === undefined) throw new RequestRefused('not_found');

    ctx.set({
      'Cache-Control': `public, max-age=${YEAR_SECONDS}, immutable`,
      'Content-Security-Policy': assetPolicy(ctx.path),
      Vary: 'Accept-Encoding',
    });
    const encoding = ctx.acceptsEncodings('br', 'gzip', 'identity');
    const packed = encoding === 'br' ? file.br : encoding === 'gzip' ? file.gzip : undefined;
    if (packed !== undefined && typeof encoding === 'string') ctx.set('Content-Encoding', encoding);
    ctx.body = packed ?? file.plain;
    ctx.type = extname(ctx.path);
  };
}

function readFiles(folder: string): ReadonlyMap<string, AssetFile> {
  const names = readdirSync(folder);
  if (names.length > FILES_MAX) throw new RangeError(`more than ${FILES_MAX} built files`);
  const read = (name: string) => (names.includes(name) ? readFileSync(join(folder, name)) : undefined);
  return new Map(
    names
      .filter((name) => !/\.(?:br|gz)$/.test(name))
      .map((name) => [
        PREFIX + name,
        { plain: readFileSync(join(folder, name)), br: read(`${name}.br`), gzip: read(`${name}.gz`) },
      ]),
  );
}
