import type Router from '@koa/router';
import { cookieName } from '../http/cookies.ts';
import { framePage } from '../http/frame-page.ts';
import type { Web } from '../http/web.ts';

/** The check_session_iframe (OIDC Session Management 1.0 §3.3), where an operator wants it. */
export function checkSessionRoute(router: Router, { config }: Web): void {
  if (!config.sessionManagement) return;
  framePage(router, '/check_session', script(cookieName('watch', config.issuer.startsWith('https:'))));
}

/**
 * §3.2: `client_id session_state` comes in; `unchanged`, `changed` or `error` goes back to whoever asked. Which page asks
 * is part of what is hashed, so a client learns nothing about a `session_state` that another one was given.
 */
function script(cookie: string): string {
  return `'use strict';
const state = () => {
  const pair = document.cookie.split('; ').find((one) => one.startsWith('${cookie}='));
  return pair === undefined ? '' : pair.slice(${cookie.length + 1});
};
const hash = async (text) => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};
addEventListener('message', async ({ data, origin, source }) => {
  if (source === null || source === window || origin === 'null') return;
  const asked = typeof data === 'string' && data.length <= 4096 ? data : '';
  const [, client, sent, salt] = /^(\\S+) ([\\w-]{43})\\.([\\w-]{1,128})$/.exec(asked) ?? [];
  const answer =
    client === undefined
      ? 'error'
      : (await hash([client, origin, state(), salt].join(' '))) === sent
        ? 'unchanged'
        : 'changed';
  source.postMessage(answer, origin);
});
`;
}
