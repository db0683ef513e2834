import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Context } from 'koa';
import type { Caller } from './caller.ts';
import { addressPrefix, type PeerAddress } from './peer-address.ts';
import { requestState } from './request-state.ts';

const USER_AGENT_CHARACTERS_MAX = 256;

const direct = new WeakMap<Socket, string>();

/** What may be known of a caller: never the address itself. */
export function callerOf(ctx: Context, peer: PeerAddress): Caller {
  const agent = (ctx.req.headers['user-agent'] ?? '').slice(0, USER_AGENT_CHARACTERS_MAX);
  return {
    requestId: requestState(ctx).requestId,
    addressPrefix: prefixOf(ctx.req, peer),
    userAgent: agent.replace(/[^\x20-\x7E]/g, ''),
  };
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
