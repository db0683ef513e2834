import { readFileSync } from 'node:fs';
import { type RequestListener, type Server, createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createSecureContext, type SecureContextOptions, type TlsOptions } from 'node:tls';
import type { Config } from '../config/config.ts';

/**
 * Limits of a connection. Node's own let a slow sender keep a socket for five minutes (slowloris, ASVS 15.2.2); with
 * these, whoever is slow to send or to read is cut off within ten seconds. A request target of `limits.urlCharacters`
 * still fits into the header, so that a longer one gets our 414.
 */
export const httpServerOptions = {
  headersTimeout: 6_000,
  requestTimeout: 8_000,
  /** https: a handshake that has not ended by then never will. */
  handshakeTimeout: 8_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
  /**
   * The same towards a proxy of ours, which must be the one to close: else it sends a request down a connection that we
   * are just closing, and its caller gets a 502. Longer than the 60 s after which common proxies close.
   */
  proxyKeepAliveTimeout: 75_000,
  maxHeaderSize: 32 * 1024,
  /** No byte in either direction for so long: the answer is not read. */
  idleTimeout: 9_000,
  maxConnections: 16_384,
  requestsPerConnectionMax: 10_000,
} as const;

export type HttpServerOptions = { readonly [Name in keyof typeof httpServerOptions]: number };

/** The certificate or its key cannot be read, or they are not what they should be. One line for the operator. */
export class TlsUnusable extends Error {
  override readonly name = 'TlsUnusable';
}

/** A server that speaks https when the operator gave a certificate, else http. Not listening yet. Throws TlsUnusable. */
export function createHttpServer(
  { tls, trustedProxies }: Pick<Config, 'tls' | 'trustedProxies'>,
  handler: RequestListener,
  options: HttpServerOptions = httpServerOptions,
): Server {
  const { idleTimeout, maxConnections, requestsPerConnectionMax, handshakeTimeout, ...rest } = options;
  const { proxyKeepAliveTimeout, ...limits } = rest;
  const server =
    tls === undefined
      ? createServer(limits, handler)
      : createTlsServer({ ...limits, handshakeTimeout, ...certificateOf(tls) }, handler);
  if (trustedProxies.length > 0) server.keepAliveTimeout = proxyKeepAliveTimeout;
  server.maxConnections = maxConnections;
  server.maxRequestsPerSocket = requestsPerConnectionMax;
  server.setTimeout(idleTimeout, (socket) => socket.destroy());
  return server;
}

function certificateOf({ certFile, keyFile, clientAuthoritiesFile }: NonNullable<Config['tls']>): TlsOptions {
  const own = usable('TACET_TLS_CERT and TACET_TLS_KEY: they are no certificate and its key', () => ({
    cert: readFileSync(certFile),
    key: readFileSync(keyFile),
    minVersion: 'TLSv1.2',
  }));
  if (clientAuthoritiesFile === undefined) return own;
  const asking = usable('TACET_TLS_CLIENT_CA: there is no certificate in it', () => {
    const ca = readFileSync(clientAuthoritiesFile);
    // Node takes an empty one for the authorities of the whole web.
    if (!ca.includes('-----BEGIN CERTIFICATE-----')) throw new TlsUnusable('no certificate');
    return { ca };
  });
  // A browser has none, and a self-signed one chains to nobody: who is let in is decided further in (RFC 8705 §2).
  return { ...own, ...asking, requestCert: true, rejectUnauthorized: false };
}

function usable<Options extends SecureContextOptions>(message: string, read: () => Options): Options {
  try {
    const options = read();
    createSecureContext(options);
    return options;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new TlsUnusable(message + code, { cause });
  }
}
