import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Context } from 'koa';
import type { Config } from '../config/config.ts';
import type { Caller } from './caller.ts';
import { addressPrefix, type PeerAddress, peerAddress, proxyTest } from './peer-address.ts';
import { requestState } from './request-state.ts';

const USER_AGENT_CHARACTERS_MAX = 256;
/** ISO 3166-1 alpha-2. */
const COUNTRY = /^[A-Za-z]{2}$/;
/** What content networks write for a place that they do not know, and for Tor. */
const NO_COUNTRY: readonly string[] = ['XX', 'ZZ', 'T1'];

const direct = new WeakMap<Socket, string>();

/** Finds what may be known of a caller: never the address itself. */
export function callers({
  trustedProxies,
  countryHeader,
}: Pick<Config, 'trustedProxies' | 'countryHeader'>): (ctx: Context) => Caller {
  const peer = peerAddress(trustedProxies);
  const isProxy = proxyTest(trustedProxies);
  return (ctx) => {
    const agent = (ctx.req.headers['user-agent'] ?? '').slice(0, USER_AGENT_CHARACTERS_MAX);
    const caller = {
      requestId: requestState(ctx).requestId,
      addressPrefix: prefixOf(ctx.req, peer),
      userAgent: agent.replace(/[^\x20-\x7E]/g, ''),
    };
    // What somebody else writes in that header is where they wish to be.
    if (countryHeader === undefined || !isProxy(ctx.req.socket.remoteAddress)) return caller;
    return { ...caller, country: countryIn(ctx.req.headersDistinct[countryHeader]) };
  };
}

function countryIn(told: readonly string[] = []): string | undefined {
  const [country = '', ...more] = told;
  const known = more.length === 0 && COUNTRY.test(country) && !NO_COUNTRY.includes(country.toUpperCase());
  return known ? country.toUpperCase() : undefined;
}

/** Who is at the other end of a connection stays there; whom a proxy speaks for may change with each request. */
function prefixOf({ socket, headers }: IncomingMessage, peer: PeerAddress): string {
  const forwardedFor = headers['x-forwarded-for'];
  if (forwardedFor !== undefined) return addressPrefix(peer(socket.remoteAddress, String(forwardedFor)));
  const known = direct.get(socket);
  if (known !== undefined) return known;
  const prefix = addressPrefix(peer(socket.remoteAddress, undefined));
  direct.set(socket, prefix);
  return prefix;
}
