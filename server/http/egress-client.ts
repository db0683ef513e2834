import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { createSecureContext, getCACertificates } from 'node:tls';
import type { Config } from '../config/config.ts';
import type { Log } from '../platform/log.ts';
import {
  type EgressExceptions,
  egressExceptions,
  isLoopbackAddress,
  isPublicAddress,
} from './egress-address.ts';
import { type Egress, type EgressAnswer, EgressRefused, type EgressRequest } from './egress.ts';
import { type FindAddresses, findAddresses } from './egress-names.ts';
import { TlsUnusable } from './listen.ts';
import { wholeAnswer } from './whole-answer.ts';

/** From the first look at the name to the last byte (SS-04). */
const DEADLINE_MILLISECONDS = 3_000;
const CONNECT_MILLISECONDS = 1_500;
/** Calls under way at once, and of them to one host: a slow one cannot keep all others waiting. */
const CALLS_MAX = 64;
const CALLS_TO_ONE_HOST_MAX = 16;
const URL_CHARACTERS_MAX = 2_000;
const HEADER_BYTES_MAX = 16 * 1024;
const HTTPS_PORT = 443;

interface Parts {
  readonly config: Pick<Config, 'mode' | 'egressAllow' | 'egressCaFile'>;
  readonly log: Log;
  /** Another way to look names up, for tests. */
  readonly find?: FindAddresses;
}

/**
 * Opens the one way out, see `Egress`. Every address of the name is judged and exactly those are connected to, so that
 * a name that changes its mind between two look-ups gains nothing (SS-01). Throws TlsUnusable.
 */
export function openEgress({ config, log, find = findAddresses }: Parts): Egress {
  const exceptions = egressExceptions(config.egressAllow);
  const ca = config.egressCaFile === undefined ? undefined : authorities(config.egressCaFile);
  if (config.mode === 'production' && config.egressAllow.length > 0)
    log.warn('TACET_EGRESS_ALLOW lets outgoing calls reach what no stranger should choose');

  const underWay = new Map<string, number>();
  let calls = 0;
  return {
    async call(asked) {
      const url = readUrl(asked.url);
      const toHost = underWay.get(url.host) ?? 0;
      if (calls >= CALLS_MAX || toHost >= CALLS_TO_ONE_HOST_MAX)
        throw refused('too many calls are under way');
      calls += 1;
      underWay.set(url.host, toHost + 1);
      const signal = AbortSignal.timeout(DEADLINE_MILLISECONDS);
      try {
        const addresses = await judgedAddresses(url, { exceptions, find, signal });
        return await send(url, asked, { addresses, ca, signal });
      } catch (cause) {
        throw cause instanceof EgressRefused ? cause : refused(cause);
      } finally {
        calls -= 1;
        const left = (underWay.get(url.host) ?? 1) - 1;
        if (left > 0) underWay.set(url.host, left);
        else underWay.delete(url.host);
      }
    },
  };
}

/** The authorities of the system and those of the operator. */
function authorities(file: string): readonly string[] {
  try {
    const own = readFileSync(file, 'utf8');
    createSecureContext({ ca: own });
    return [...getCACertificates('default'), own];
  } catch (cause) {
    throw new TlsUnusable('TACET_EGRESS_CA: it is no PEM file of certificates', { cause });
  }
}

/** One text for everything (SS-06); the cause is for the log alone. */
function refused(cause: unknown): EgressRefused {
  return new EgressRefused('the address could not be called', { cause });
}

function readUrl(text: string): URL {
  const url = text.length <= URL_CHARACTERS_MAX ? URL.parse(text) : null;
  const sound = url !== null && /^https?:\/\/[\x21-\x7E]+$/.test(text) && !/[@#\\]/.test(text);
  // A name that ends in a dot is another way to write one that is judged without it.
  if (!sound || url.hostname.endsWith('.')) throw refused('no URL that is called');
  return url;
}

interface Judging {
  readonly exceptions: EgressExceptions;
  readonly find: FindAddresses;
  readonly signal: AbortSignal;
}

/** The addresses behind the URL, all of them judged: one bad address condemns the name. */
async function judgedAddresses(url: URL, { exceptions, find, signal }: Judging): Promise<readonly string[]> {
  const port = portOf(url);
  const named = exceptions.names(url.hostname, port);
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  const addresses =
    isIP(literal) > 0 ? [literal] : await inTime(find(url.hostname, { system: named, signal }), signal);
  const usable = (address: string) => {
    const excepted = named || exceptions.holds(address);
    if (url.protocol === 'http:') return excepted && isLoopbackAddress(address);
    return excepted || (port === HTTPS_PORT && isPublicAddress(address));
  };
  if (addresses.length === 0 || !addresses.every(usable)) throw refused('an address that is not called');
  return addresses;
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? HTTPS_PORT : 80) : Number(port);
}

/** What cannot be stopped is at least not waited for. */
function inTime<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(refused('too slow')), { once: true });
    promise.then(resolve, reject);
  });
}

interface Connection {
  readonly addresses: readonly string[];
  readonly ca: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

function send(url: URL, asked: EgressRequest, connection: Connection): Promise<EgressAnswer> {
  const { addresses, ca, signal } = connection;
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  const options: RequestOptions = {
    method: asked.method ?? 'GET',
    headers: {
      'User-Agent': 'Tacet',
      Accept: 'application/json',
      ...asked.headers,
      'Accept-Encoding': 'identity',
      ...(asked.body !== undefined && { 'Content-Length': Buffer.byteLength(asked.body) }),
    },
    // A connection of its own: one that is kept was judged for another call.
    agent: false,
    lookup: (_host, { all }, done) => {
      const [first] = found;
      if (all === true) done(null, found);
      else done(null, first?.address ?? '', first?.family);
    },
    maxHeaderSize: HEADER_BYTES_MAX,
    signal,
    ...(ca !== undefined && { ca: [...ca] }),
  };
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const sent = (secure ? httpsRequest : httpRequest)(url, options, (answer) => {
      wholeAnswer(answer, asked.bytesMax).then(resolve, (error: unknown) => {
        sent.destroy();
        reject(refused(error));
      });
    });
    const connecting = setTimeout(() => sent.destroy(refused('too slow to connect')), CONNECT_MILLISECONDS);
    sent.on('socket', (socket) =>
      socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(connecting)),
    );
    sent.on('close', () => clearTimeout(connecting));
    sent.on('error', reject);
    sent.end(asked.body);
  });
}
