import type Router from '@koa/router';
import type { Context } from 'koa';
import { hasBody, readForm } from './body.ts';
import { callers } from './caller-of.ts';
import { type CookieJar, cookieJar } from './cookies.ts';
import type { Destination } from './destination.ts';
import { type Parameters, parseParameters } from './form.ts';
import { writeFormPost } from './form-post-page.ts';
import { localeOfRequest } from './locale-choice.ts';
import { writePage } from './page.ts';
import type { Reply } from './reply.ts';
import { requestState } from './request-state.ts';
import { TRIP_HEADERS } from './security-headers.ts';
import type { Visit } from './visit.ts';
import type { Web } from './web.ts';

/**
 * Mounts a route that a browser navigates to. A ProblemError or OAuthError that gets out becomes an error page; nothing
 * is redirected anywhere but to a Destination.
 */
export function visitRoute(
  router: Router,
  web: Web,
  methods: readonly ('GET' | 'POST')[],
  path: string,
  handle: (visit: Visit) => Promise<Reply>,
): void {
  const callerOf = callers(web.config);
  router.register(path, [...methods], async (ctx: Context) => {
    requestState(ctx).shape = 'page';
    const parameters = await parametersOf(ctx);
    const jar = jarOf(ctx, web);
    const asked = { headers: ctx.req.headers, jar, clock: web.clock };
    const spoken = localeOfRequest(asked, parameters.values.ui_locales);
    const reply = await handle({
      method: ctx.method === 'POST' ? 'POST' : 'GET',
      segments: ctx.params,
      parameters,
      ...spoken,
      caller: callerOf(ctx),
      ...jar,
    });

    switch (reply.kind) {
      case 'page':
        return writePage(ctx, web, { ...reply, locale: reply.locale ?? spoken.locale });
      case 'redirect':
        return writeRedirect(ctx, reply.to);
      case 'download':
        return writeDownload(ctx, reply.name, reply.content);
      case 'form-post':
        return writeFormPost(ctx, reply.to, reply.fields);
    }
  });
}

/** The cookies of this request; what is set is set even when the route throws afterwards. */
export function jarOf(ctx: Context, { config }: Web): CookieJar {
  const secure = config.issuer.startsWith('https:');
  const jar = cookieJar(ctx.req.headers.cookie, secure, (lines) => ctx.set('Set-Cookie', lines));
  return config.fedcm ? tellingBrowser(ctx, jar) : jar;
}

/** Login Status API: the browser is told whether there is anybody it could offer, each time that changes. */
function tellingBrowser(ctx: Context, jar: CookieJar): CookieJar {
  return {
    ...jar,
    setCookie: (name, value, maxAgeSeconds) => {
      jar.setCookie(name, value, maxAgeSeconds);
      if (name === 'fedcm') ctx.set('Set-Login', 'logged-in');
    },
    clearCookie: (name) => {
      jar.clearCookie(name);
      if (name === 'session') ctx.set('Set-Login', 'logged-out');
    },
  };
}

/** Of a POST only the form counts; a name that stands in the query as well counts as repeated. */
async function parametersOf(ctx: Context): Promise<Parameters> {
  const query = parseParameters(ctx.querystring);
  if (ctx.method !== 'POST') return query;
  const form = hasBody(ctx.req) ? await readForm(ctx.req) : parseParameters('');
  const both = Object.keys(form.values).filter((name) => name in query.values);
  return { ...form, repeated: new Set([...form.repeated, ...both]) };
}

/** The name is a word of ours, so that it needs no quoting rules (RFC 6266 §4.3). */
function writeDownload(ctx: Context, name: string, content: object): void {
  ctx.set('Content-Disposition', `attachment; filename="${name}"`);
  ctx.type = 'application/json';
  ctx.body = `${JSON.stringify(content, undefined, 2)}\n`;
}

/**
 * 303, so that a POST becomes a GET and no form is sent on (RFC 9700 §4.12). The address stays byte for byte what was
 * registered; only what cannot stand in a header is percent-encoded.
 */
function writeRedirect(ctx: Context, to: Destination): void {
  ctx.set(TRIP_HEADERS);
  ctx.set('Location', to.toWellFormed().replace(/[^\x21-\x7E]/gu, encodeURIComponent));
  ctx.body = '';
  ctx.status = 303;
}
