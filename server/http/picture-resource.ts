import type Router from '@koa/router';
import type { Context } from 'koa';
import { RequestRefused } from './request-refused.ts';

const YEAR_SECONDS = 31_536_000;

/**
 * Mounts a PNG under an address that is another as soon as the picture is, so that it may be kept for ever, by the browser
 * that saw it. Every other address is 404. The type is ours to say, and the frame of every answer forbids the rest (`answerHeaders`).
 */
export function pictureResource(
  router: Router,
  path: string,
  find: (segments: Readonly<Record<string, string>>) => Promise<Buffer | undefined> | Buffer | undefined,
  /** Pages of others may show it too, though no script of theirs can read it. */
  { shownElsewhere = false }: { readonly shownElsewhere?: boolean } = {},
): void {
  router.get(path, async (ctx: Context) => {
    const picture = await find(ctx.params);
    if (picture === undefined) throw new RequestRefused('not_found');
    if (shownElsewhere) ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    ctx.set('Cache-Control', `private, max-age=${YEAR_SECONDS}, immutable`);
    ctx.type = 'image/png';
    ctx.body = picture;
  });
}
