import type Router from '@koa/router';
import type { Context } from 'koa';
import { sha256 } from '../platform/digest.ts';
import { escapeHtml } from './escape.ts';
import { requestState } from './request-state.ts';
import type { Web } from './web.ts';

const STYLE =
  'body{font:1rem/1.5 system-ui;margin:2rem auto;max-width:48rem;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere}';
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${sha256(STYLE).toString('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface PlainPage {
  readonly title: string;
  /** HTML in which every foreign text went through `escapeHtml`. */
  readonly html: string;
  /** The same for a program: the answer to `Accept: application/json`. */
  readonly json: unknown;
}

/** Mounts a page that the server writes by itself: no script, no image, no form; only its own style and links. */
export function plainPage(router: Router, _web: Web, path: string, handle: () => Promise<PlainPage>): void {
  router.get(path, async (ctx: Context) => {
    requestState(ctx).shape = 'page';
    const { title, html, json } = await handle();
    if (ctx.get('Accept').includes('application/json')) {
      ctx.type = 'application/json';
      ctx.body = JSON.stringify(json);
      return;
    }
    ctx.set('Content-Security-Policy', POLICY);
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${html}
</main>
</body>
</html>
`;
  });
}
