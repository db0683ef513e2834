import type { Context } from 'koa';
import { sha256 } from '../platform/digest.ts';
import type { Destination } from './destination.ts';
import { escapeHtml } from './escape.ts';
import { TRIP_HEADERS, formPostPolicy } from './security-headers.ts';

const SCRIPT = 'document.forms[0].submit()';
const SCRIPT_HASH = `sha256-${sha256(SCRIPT).toString('base64')}`;

/**
 * OAuth 2.0 Form Post Response Mode §2: a page that posts the answer to the client by itself. Its policy lets it run
 * that one script and nothing else, so that not even a hole in our escaping could read the code.
 */
export function writeFormPost(ctx: Context, to: Destination, fields: Readonly<Record<string, string>>): void {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  ctx.set({ ...TRIP_HEADERS, 'Content-Security-Policy': formPostPolicy(SCRIPT_HASH, to) });
  ctx.status = 200;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Tacet</title></head>
<body>
<form method="post" action="${escapeHtml(to)}">
${inputs.join('\n')}
<noscript><button type="submit">Continue</button></noscript>
</form>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
