import type Router from '@koa/router';
import { escapeHtml } from '../http/escape.ts';
import { plainPage } from '../http/plain-page.ts';
import type { Web } from '../http/web.ts';
import { errorHelp } from '../protocol/error-help.ts';
import { ERRORS_PATH } from '../protocol/error-uri.ts';

/** GET /errors: what `error_uri` leads to, an anchor for every error code. The same text as docs/errors.md. */
export function errorsRoute(router: Router, web: Web): void {
  const html = Object.entries(errorHelp)
    .map(
      ([code, { where, cause, fix }]) =>
        `<h2 id="${code}"><code>${code}</code></h2>
<p>${marked(cause)}</p>
<p><strong>What to do:</strong> ${marked(fix)}</p>
<p><small>Where: ${marked(where)}.</small></p>`,
    )
    .join('\n');
  plainPage(router, web, ERRORS_PATH, () => Promise.resolve({ title: 'Errors', html, json: errorHelp }));
}

function marked(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}
