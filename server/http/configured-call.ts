import { readFileSync } from 'node:fs';
import { Agent as PlainAgent, request as plainRequest, type RequestOptions } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { EgressAnswer } from './egress.ts';
import { TlsUnusable } from './listen.ts';
import { wholeAnswer } from './whole-answer.ts';

const CONNECT_MILLISECONDS = 1_000;
/** Connections to it at once; whoever finds none waits within its own time. */
const CONNECTIONS_MAX = 32;
const IDLE_CONNECTIONS_MAX = 8;
/** Shorter than servers and proxies keep one open, so that we are the one to close it. */
const IDLE_MILLISECONDS = 15_000;
const HEADER_BYTES_MAX = 16 * 1024;

export interface ConfiguredRequest {
  readonly method: 'GET' | 'POST';
  /** Begins with a slash and is made of what an operator configured, never of what a stranger sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Of the body that is read; more is an error. */
  readonly bytesMax: number;
  /** Ends the call, however far it came. */
  readonly signal: AbortSignal;
}

/** A server that the operator named: any address, unlike those behind `Egress`, and connections that are kept. */
export interface ConfiguredHost {
  /** Any status, and no redirect is followed. Rejects with the error of the connection, which names no header. */
  call(request: ConfiguredRequest): Promise<EgressAnswer>;
  close(): void;
}

interface Place {
  /** Scheme, host and port. */
  readonly url: string;
  /** PEM file of the authorities to believe instead of those of the system, and the setting that named it. */
  readonly authorities?: { readonly file: string; readonly setting: string } | undefined;
}

/** Connects when it is first called. Throws TlsUnusable for a file that holds no authority. */
export function configuredHost({ url, authorities }: Place): ConfiguredHost {
  const secure = url.startsWith('https:');
  const options = {
    keepAlive: true,
    maxSockets: CONNECTIONS_MAX,
    maxFreeSockets: IDLE_CONNECTIONS_MAX,
    timeout: IDLE_MILLISECONDS,
  };
  const ca = authorities === undefined ? {} : { ca: authority(authorities.file, authorities.setting) };
  const agent = secure
    ? new SecureAgent({ ...options, ...ca, minVersion: 'TLSv1.2' })
    : new PlainAgent(options);
  return {
    call: (asked) => send(url, asked, { agent, secure }),
    close: () => agent.destroy(),
  };
}

function authority(file: string, setting: string): string {
  try {
    const pem = readFileSync(file, 'utf8');
    // Node takes an empty one for the authorities of the whole web.
    if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw new TlsUnusable('no certificate');
    createSecureContext({ ca: pem });
    return pem;
  } catch (cause) {
    throw new TlsUnusable(`${setting}: it is no PEM file of certificates`, { cause });
  }
}

interface Connection {
  readonly agent: PlainAgent;
  readonly secure: boolean;
}

function send(
  url: string,
  { method, path, headers, body, bytesMax, signal }: ConfiguredRequest,
  { agent, secure }: Connection,
): Promise<EgressAnswer> {
  const options: RequestOptions = {
    method,
    path,
    headers: {
      'User-Agent': 'Tacet',
      Accept: 'application/json',
      'Accept-Encoding': 'identity',
      ...headers,
      ...(body !== undefined && {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
      }),
    },
    agent,
    maxHeaderSize: HEADER_BYTES_MAX,
    signal,
  };
  return new Promise((resolve, reject) => {
    const sent = (secure ? secureRequest : plainRequest)(url, options, (answer) => {
      wholeAnswer(answer, bytesMax).then(resolve, (error: unknown) => {
        sent.destroy();
        reject(error instanceof Error ? error : new Error('no answer'));
      });
    });
    sent.on('socket', (socket) => {
      if (!socket.connecting) return;
      const late = setTimeout(() => sent.destroy(new Error('too slow to connect')), CONNECT_MILLISECONDS);
      socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(late));
      sent.once('close', () => clearTimeout(late));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
