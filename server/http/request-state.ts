import type { Context } from 'koa';
import { newId } from '../platform/random.ts';

/** How a route tells its errors: RFC 6749 §5.2, RFC 6750 §3, problem+json to our own page, or a page. */
export type Shape = 'oauth' | 'bearer' | 'problem' | 'page';

/** What http/ keeps of one request while it is answered. */
export interface RequestState {
  /** Of our own making: an id that came with the request is not believed. */
  readonly requestId: string;
  shape: Shape | undefined;
  /** The code that was answered, for the log. */
  errorCode: string | undefined;
  /** Of an endpoint behind an access token: its path, and how the token was presented. */
  resourcePath: string | undefined;
  scheme: 'Bearer' | 'DPoP' | undefined;
}

export function requestState(ctx: Context): RequestState {
  ctx.state.request ??= {
    ...{ requestId: newId(), shape: undefined, errorCode: undefined },
    ...{ resourcePath: undefined, scheme: undefined },
  } satisfies RequestState;
  const state: RequestState = ctx.state.request;
  return state;
}
