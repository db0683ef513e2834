import type { Context } from 'koa';
import { type Locale, type PageData, type View, pageData } from '../../contract/page.ts';
import type { Asset, EntryName } from './assets.ts';
import { escapeHtml, scriptSafeJson } from './escape.ts';
import { NO_SCRIPT, pageTitle } from './page-words.ts';
import type { PageBody } from './reply.ts';
import { requestState } from './request-state.ts';
import { pageHeaders, TRIP_HEADERS } from './security-headers.ts';
import type { Web } from './web.ts';

const SERVER_NAME = 'Tacet';

/** Which bundle shows a view. */
const ENTRY: Readonly<Record<View, EntryName>> = {
  interaction: 'sign-in',
  'sign-up': 'sign-in',
  error: 'sign-in',
  'sign-out': 'sign-in',
  'signed-out': 'sign-in',
  'signing-out': 'sign-in',
  device: 'sign-in',
  ciba: 'sign-in',
  reset: 'sign-in',
  'email-change': 'sign-in',
  goodbye: 'sign-in',
  account: 'account',
  playground: 'playground',
};

const DIRECTION: Readonly<Record<Locale, 'ltr' | 'rtl'>> = {
  en: 'ltr',
  nl: 'ltr',
  de: 'ltr',
  fr: 'ltr',
  es: 'ltr',
  ar: 'rtl',
};

export interface Page {
  readonly status: number;
  readonly body: PageBody;
  readonly locale: Locale;
  readonly frameOrigins?: readonly string[];
}

/** Writes the shell of a page: what it shows is drawn by the script from the data in it. */
export function writePage(ctx: Context, web: Web, { status, body, locale, frameOrigins }: Page): void {
  const { requestId } = requestState(ctx);
  const framed: PageData = { ...body, locale, serverName: SERVER_NAME, requestId };
  // Development only: in production the type checker has to be enough.
  const data = web.config.mode === 'development' ? pageData.parse(framed) : framed;

  ctx.set(pageHeaders(frameOrigins));
  if (body.view === 'interaction' || body.view === 'signing-out') ctx.set(TRIP_HEADERS);
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = shell(web, data);
}

function shell({ assets }: Web, data: PageData): string {
  const { script, styles, preloads } = assets.entry(ENTRY[data.view]);
  const links = [
    ...styles.map((asset) => `<link rel="stylesheet" href=${attributes(asset)}>`),
    ...preloads.map((asset) => `<link rel="modulepreload" href=${attributes(asset)}>`),
    `<script type="module" src=${attributes(script)}></script>`,
  ];
  return `<!doctype html>
<html lang="${data.locale}" dir="${DIRECTION[data.locale]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escapeHtml(pageTitle(data))}</title>
<link rel="icon" href="${MARK}">
${links.join('\n')}
</head>
<body>
<div id="root"></div>
<script type="application/json" id="page-data">${scriptSafeJson(data)}</script>
<noscript>
${NO_SCRIPT.map(noScript).join('\n')}
</noscript>
</body>
</html>
`;
}

function noScript({ locale, text }: (typeof NO_SCRIPT)[number]): string {
  return `<p lang="${locale}" dir="${DIRECTION[locale]}">${escapeHtml(text)}</p>`;
}

function attributes({ url, integrity }: Asset): string {
  return `"${escapeHtml(url)}" integrity="${escapeHtml(integrity)}"`;
}

/** A musical rest: a short bar hanging from a line. */
const MARK = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#0f766e" d="M1 5h14v1H1zM5 6h6v4H5z"/></svg>',
)}`;
