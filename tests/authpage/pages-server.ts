import { once } from 'node:events';
import { createServer } from 'node:http';
import type Router from '@koa/router';
import { type MockName, mocks } from '../../authpage/src/mock.ts';
import type { Locale, PageData } from '../../contract/page.ts';
import { loadConfig } from '../../server/config/load.ts';
import { assetFiles } from '../../server/http/asset-files.ts';
import { openAssets } from '../../server/http/assets.ts';
import { kernel, newRouter } from '../../server/http/kernel.ts';
import { languageRoute } from '../../server/http/language.route.ts';
import { firstSpoken } from '../../server/http/locale.ts';
import { visitRoute } from '../../server/http/visit-route.ts';
import type { Web } from '../../server/http/web.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { Log } from '../../server/platform/log.ts';

/** The built pages with made-up data, in the real shell with its real headers, and the calls that `mount` answers. */
export interface PagesServer extends AsyncDisposable {
  readonly origin: string;
  address(name: MockName, locale?: Locale): string;
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export async function servePages(
  mount: (router: Router, web: Web) => void = () => undefined,
): Promise<PagesServer> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
  const web: Web = {
    config: loadConfig({ ISSUER: origin }),
    clock: systemClock,
    log: silent,
    assets: openAssets(),
    isClientOrigin: () => Promise.resolve(false),
  };
  const router = newRouter();
  mountMocks(router, web);
  languageRoute(router, web);
  mount(router, web);
  const listener = kernel(web, router, assetFiles()).callback();
  server.on('request', (request, response) => void listener(request, response));

  return {
    origin,
    address: (name, locale = 'en') => `${origin}/mock/${locale}/${name}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function mountMocks(router: Router, web: Web): void {
  const all = new Map<string, PageData>(Object.entries(mocks));
  visitRoute(router, web, ['GET'], '/mock/:locale/:name', async ({ segments }) => {
    const data = all.get(segments.name ?? '');
    if (!data) throw new Error('no such mock');
    const { locale: _locale, serverName: _serverName, requestId: _requestId, ...body } = data;
    // The playground talks to the server it came from.
    if (body.view === 'playground') body.issuer = web.config.issuer;
    return { kind: 'page', status: 200, body, locale: firstSpoken([segments.locale ?? '']) };
  });
  // Where a finished trip leads to.
  visitRoute(router, web, ['GET'], '/arrived', async () => ({
    kind: 'page',
    status: 200,
    body: { view: 'signed-out' },
  }));
}
