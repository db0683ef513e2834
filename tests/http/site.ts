import { pageData } from '../../contract/page.ts';
import type { Reply } from '../../server/http/reply.ts';
import type { Visit } from '../../server/http/visit.ts';
import { visitRoute } from '../../server/http/visit-route.ts';
import { serve } from './harness.ts';

/** What makes a server that calls itself by https, as in production. */
export const HTTPS = {
  ISSUER: 'https://id.example',
  TACET_MODE: 'production',
  DATABASE_URL: 'postgres://x',
  TACET_MAIL_URL: 'smtp://x',
};

/** A server whose one route, /visit, answers as told. */
export function site(answer: (visit: Visit) => Reply | Promise<Reply>, env: Record<string, string> = {}) {
  return serve(
    (router, web) => visitRoute(router, web, ['GET', 'POST'], '/visit', async (visit) => answer(visit)),
    { env },
  );
}

export const signedOut = { kind: 'page', status: 200, body: { view: 'signed-out' } } as const satisfies Reply;

/** What the page would find in itself. */
export function dataOf(html: string) {
  const [, json = ''] = /<script type="application\/json" id="page-data">([^<]*)<\/script>/.exec(html) ?? [];
  return pageData.parse(JSON.parse(json));
}
