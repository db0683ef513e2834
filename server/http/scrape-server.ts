import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../platform/log.ts';
import { closeServer } from './close-server.ts';
import { createHttpServer, httpServerOptions } from './listen.ts';

const PATH = '/metrics';
/** A handful of scrapers, each with one connection. */
const OPTIONS = { ...httpServerOptions, maxConnections: 32, idleTimeout: 20_000, maxHeaderSize: 8 * 1024 };

/** What a scrape is answered with. */
export interface Scrape {
  readonly contentType: string;
  /** Has limits in time of its own. */
  text(): Promise<string>;
}

export interface ScrapeServer {
  stop(): Promise<void>;
}

/** The port is taken, or not for this user. One line for the operator. */
export class MetricsPortUnusable extends Error {
  override readonly name = 'MetricsPortUnusable';
}

/**
 * GET and HEAD of `/metrics` on a port of its own, and 404 for all else. Plain http without a password: who can reach the
 * port may read it. Throws MetricsPortUnusable.
 */
export async function openScrapeServer(
  { host, port }: { readonly host: string; readonly port: number },
  scrape: Scrape,
  log: Log,
): Promise<ScrapeServer> {
  const server = createHttpServer(
    { tls: undefined, trustedProxies: [] },
    (request, response) =>
      void answer(request, response, scrape).catch((error: unknown) => {
        // A bug of what is told must not end the server that it tells of.
        log.error('a scrape broke off', { error });
        response.destroy();
      }),
    OPTIONS,
  );
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    throw unusable(port, cause);
  }
  return { stop: () => closeServer(server) };
}

async function answer(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  scrape: Scrape,
): Promise<void> {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'no-store');
  const isAsked = (method === 'GET' || method === 'HEAD') && url?.split('?', 1)[0] === PATH;
  if (!isAsked) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
    return;
  }
  const text = await scrape.text();
  response.writeHead(200, { 'Content-Type': scrape.contentType, 'Content-Length': Buffer.byteLength(text) });
  response.end(method === 'HEAD' ? undefined : text);
}

function unusable(port: number, cause: unknown): MetricsPortUnusable {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  const message =
    code === 'EADDRINUSE'
      ? `Port ${port} is taken: stop what listens there, or set TACET_METRICS_PORT to another one.`
      : `Port ${port} cannot be listened on (${code}): set TACET_METRICS_HOST and TACET_METRICS_PORT to what this user may use.`;
  return new MetricsPortUnusable(message, { cause });
}
