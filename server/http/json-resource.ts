import type Router from '@koa/router';
import type { Context } from 'koa';
import { allowAllOrigins } from './cross-origin.ts';
import { requestState } from './request-state.ts';
import type { Web } from './web.ts';

/** A public document: its bytes, its entity tag (the quoted form of RFC 9110 §8.8.3) and how long it may be kept. */
export interface JsonDocument {
  readonly body: Buffer;
  readonly etag: string;
  readonly maxAgeSeconds: number;
}

/** Mounts a public JSON document under GET: cacheable, 304 when the caller has it already. */
export function jsonResource(
  router: Router,
  _web: Web,
  path: string,
  handle: () => Promise<JsonDocument>,
  options: { readonly cors?: boolean } = {},
): void {
  if (options.cors === true) allowAllOrigins(router, path);

  router.get(path, async (ctx: Context) => {
    requestState(ctx).shape = 'oauth';
    const { body, etag, maxAgeSeconds } = await handle();
    ctx.set({
      'Cache-Control': `public, max-age=${maxAgeSeconds}`,
      'Cross-Origin-Resource-Policy': options.cors === true ? 'cross-origin' : 'same-origin',
      ETag: etag,
    });
    if (
      ctx
        .get('If-None-Match')
        .split(',')
        .some((tag) => sameTag(tag.trim(), etag))
    ) {
      ctx.status = 304;
      return;
    }
    ctx.type = 'application/json';
    ctx.body = body;
  });
}

/** RFC 9110 §13.1.2: weak comparison, and `*` stands for any. */
function sameTag(asked: string, etag: string): boolean {
  return asked === '*' || asked.replace(/^W\//, '') === etag.replace(/^W\//, '');
}
