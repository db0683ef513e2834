import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type Router from '@koa/router';
import type { Middleware } from 'koa';
import { z } from 'zod';
import { loadConfig } from '../../server/config/load.ts';
import type { Assets } from '../../server/http/assets.ts';
import { kernel, newRouter } from '../../server/http/kernel.ts';
import { type HttpServerOptions, createHttpServer, httpServerOptions } from '../../server/http/listen.ts';
import type { Web } from '../../server/http/web.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { createLog } from '../../server/platform/pino-log.ts';

export const REGISTERED_ORIGIN = 'https://app.example';

const assets: Assets = {
  entry: (name) => ({
    script: { url: `/assets/entry-${name}-abc.js`, integrity: 'sha256-c2NyaXB0' },
    styles: [{ url: '/assets/style-abc.css', integrity: 'sha256-c3R5bGU=' }],
    preloads: [{ url: '/assets/shared-abc.js', integrity: 'sha256-c2hhcmVk' }],
    worker: '/assets/worker-abc.js',
  }),
};

interface TestServer extends AsyncDisposable {
  readonly origin: string;
  readonly port: number;
  readonly web: Web;
  /** Every line that was logged, parsed. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Sends the bytes as they are and collects the answer until the server closes or it is whole. */
  raw(text: string): Promise<string>;
}

interface TestOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Middleware;
  readonly server?: Partial<HttpServerOptions>;
}

/** A server of the kernel and the routes that `mount` adds, on a free port, with a real log. */
export async function serve(
  mount: (router: Router, web: Web) => void,
  { env = {}, files, server: overrides = {} }: TestOptions = {},
): Promise<TestServer> {
  const lines: Record<string, unknown>[] = [];
  const web: Web = {
    config: loadConfig(env),
    clock: systemClock,
    log: createLog('debug', { write: (line) => lines.push(JSON.parse(line)) }),
    assets,
    isClientOrigin: (origin) => Promise.resolve(origin === REGISTERED_ORIGIN),
  };
  const router = newRouter();
  mount(router, web);
  const listener = kernel(web, router, files).callback();
  const server = createHttpServer(web.config, (request, response) => void listener(request, response), {
    ...httpServerOptions,
    ...overrides,
  });
  const port = await listen(server);
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    port,
    web,
    lines,
    fetch: (path, init) => fetch(origin + path, { redirect: 'manual', ...init }),
    raw: (text) => exchange(port, text),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return address.port;
}

function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => (answer += chunk));
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
    socket.end(text);
  });
}

/** The start of a POST with a form, for `fetch`. */
export function form(body: string | Record<string, string>): RequestInit {
  return {
    method: 'POST',
    body: new URLSearchParams(body).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  };
}

/** The JSON object an answer holds. */
export async function json(response: Response): Promise<Readonly<Record<string, unknown>>> {
  return z.record(z.string(), z.unknown()).parse(await response.json());
}
