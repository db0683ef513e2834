import type { Context } from 'koa';
import type { Caller } from './caller.ts';
import { addressPrefix, type PeerAddress } from './peer-address.ts';
import { requestState } from './request-state.ts';

const USER_AGENT_CHARACTERS_MAX = 256;

/** What may be known of a caller: never the address itself. */
export function callerOf(ctx: Context, peer: PeerAddress): Caller {
  const agent = (ctx.req.headers['user-agent'] ?? '').slice(0, USER_AGENT_CHARACTERS_MAX);
  const forwardedFor = ctx.get('X-Forwarded-For') || undefined;
  return {
    requestId: requestState(ctx).requestId,
    addressPrefix: addressPrefix(peer(ctx.req.socket.remoteAddress, forwardedFor)),
    userAgent: agent.replace(/[^\x20-\x7E]/g, ''),
  };
}
