import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Page } from 'playwright-core';
import { openWire, type Wire, type WireAnswer } from '../attacks/wire.ts';
import { type Gate, gateBefore } from '../faults/gate.ts';
import { launchBrowser } from '../harness/chromium.ts';
import type { TestClock } from '../harness/clock.ts';
import { testDatabase } from '../harness/database.ts';
import { testRedis } from '../harness/redis.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { authorizeUrl, VERIFIER } from '../interaction/trip.ts';
import { openTap, type Tap } from './tap.ts';

/** A server of which everything is watched, a browser that reaches it through a wire tap, and an app to come back to. */
export interface Canary {
  readonly server: TestServer;
  /** The way of an app, past the tap. */
  readonly wire: Wire;
  readonly tap: Tap;
  /** Before the database. */
  readonly gate: Gate;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly app: {
    readonly origin: string;
    readonly clientId: string;
    readonly basic: { readonly Authorization: string };
  };
  readonly page: Page;
  readonly log: readonly string[];
  readonly console: readonly string[];
  /** Every request of every page and worker. */
  readonly requests: readonly { readonly url: string; readonly headers: string }[];
  /** What must not be read where it lies, by what it is. */
  readonly secrets: Map<string, string>;
  authorize(differs?: Readonly<Record<string, string>>): string;
  post(path: string, fields: Readonly<Record<string, string>>): Promise<WireAnswer>;
  noteCookies(when: string): Promise<void>;
  /** The code that the page came back with. */
  codeOf(when: string): Promise<string>;
  /** Redeems a code, or uses a refresh token; answers the refresh token that came. */
  tokens(fields: Readonly<Record<string, string>>, when: string): Promise<string>;
  stop(): Promise<void>;
}

export async function openCanary(clock?: TestClock): Promise<Canary> {
  const [tap, database, redis, app] = await Promise.all([openTap(), testDatabase(), testRedis(), openApp()]);
  const url = new URL(database.url);
  const gate = await gateBefore(Number(url.port));
  url.port = String(gate.port);
  const issuer = `http://localhost:${tap.port}`;
  const log: string[] = [];
  const env = { ISSUER: issuer, DATABASE_URL: url.href, REDIS_URL: redis.url, TACET_THROTTLE_SCALE: '100' };
  const server = await startServer({ env, log: (line) => log.push(line), ...(clock && { clock }) });
  const { port } = server.parts.config;
  tap.to(port);
  const redirectUri = `${app.origin}/callback`;
  const { client, secret } = await server.client({ redirectUris: [redirectUri] });
  const basic = { Authorization: `Basic ${btoa(`${client.id}:${secret}`)}` };
  const wire = openWire(port, issuer);
  const chromium = await launchBrowser();
  const { page } = await chromium.open();
  const watched = watch(page);
  const secrets = new Map([['client secret', secret]]);

  const canary: Canary = {
    ...{
      server,
      wire,
      tap,
      gate,
      databaseUrl: database.url,
      redisUrl: redis.url,
      page,
      log,
      secrets,
      ...watched,
    },
    app: { origin: app.origin, clientId: client.id, basic },
    authorize: (differs = {}) =>
      authorizeUrl(server, client.id, {
        ...{ redirect_uri: redirectUri, scope: 'openid profile email offline_access' },
        ...differs,
      }),
    post: (path, fields) => wire.post(path, fields, basic),
    async noteCookies(when) {
      for (const { name, value } of await page.context().cookies()) secrets.set(`${name} ${when}`, value);
    },
    async codeOf(when) {
      await page.waitForURL(`${redirectUri}**`);
      const code = new URL(page.url()).searchParams.get('code') ?? '';
      assert.match(code, /^ac_/);
      secrets.set(`code ${when}`, code);
      return code;
    },
    async tokens(fields, when) {
      const { text } = await canary.post('/token', { code_verifier: VERIFIER, ...fields });
      const { access_token, refresh_token, id_token } = JSON.parse(text);
      assert.match(refresh_token, /^rt_/);
      for (const [name, value] of Object.entries({ access_token, refresh_token, id_token })) {
        secrets.set(`${name} ${when}`, String(value));
      }
      return refresh_token;
    },
    async stop() {
      await chromium[Symbol.asyncDispose]();
      wire.close();
      await server.stop();
      await Promise.all([gate.stop(), tap.stop(), app.stop(), redis.stop(), database.stop()]);
    },
  };
  return canary;
}

function watch(page: Page): Pick<Canary, 'requests' | 'console'> {
  const requests: { url: string; headers: string }[] = [];
  const lines: string[] = [];
  page.context().on('request', (request) => {
    requests.push({ url: request.url(), headers: JSON.stringify(request.headers()) });
  });
  page.context().on('console', (message) => lines.push(message.text()));
  return { requests, console: lines };
}

/** Where people come back to. */
async function openApp(): Promise<{ readonly origin: string; stop(): Promise<void> }> {
  const server = createServer((_, response) => {
    response
      .writeHead(200, { 'Content-Type': 'text/html' })
      .end('<link rel="icon" href="data:,">back at the app');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the app has no port');
  return {
    origin: `http://localhost:${address.port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
