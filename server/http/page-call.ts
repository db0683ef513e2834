import type Router from '@koa/router';
import type { Context } from 'koa';
import type { z } from 'zod';
import { readJsonText } from './body.ts';
import { callers } from './caller-of.ts';
import { parseStrictObject } from './json.ts';
import { localeOfRequest } from './locale-choice.ts';
import { ProblemError } from './problem-error.ts';
import { requestState } from './request-state.ts';
import { fromOurOwnPage } from './same-site.ts';
import type { Visit } from './visit.ts';
import { jarOf } from './visit-route.ts';
import type { Web } from './web.ts';

/** What a JSON call of our own pages may see besides its input. */
export type PageCallRequest = Pick<
  Visit,
  'segments' | 'locale' | 'chosenLocale' | 'caller' | 'cookie' | 'setCookie' | 'clearCookie'
>;

/**
 * Mounts a POST call of our own pages: JSON in, JSON out. Only a page of ours may make it (Origin, Sec-Fetch-Site and a
 * content type that no form can send). The input is exactly what the contract says, and so is the output: a field that
 * the contract does not name cannot leave. A ProblemError becomes application/problem+json.
 */
export function pageCall<Input extends z.ZodType, Output extends z.ZodType>(
  router: Router,
  web: Web,
  path: string,
  call: { readonly input: Input; readonly output: Output },
  handle: (input: z.output<Input>, request: PageCallRequest) => Promise<z.input<Output>>,
  /** Of a body that holds a picture; else `limits.bodyBytes`. */
  { bytesMax }: { readonly bytesMax?: number } = {},
): void {
  const callerOf = callers(web.config);
  router.post(path, async (ctx: Context) => {
    requestState(ctx).shape = 'problem';
    if (!fromOurOwnPage(ctx.req.headers, web.config.issuer)) throw new ProblemError('cross_site');

    const input = call.input.safeParse(parseStrictObject(await readJsonText(ctx.req, undefined, bytesMax)));
    if (!input.success) throw new ProblemError('invalid_input', { field: fieldOf(input.error) });

    const jar = jarOf(ctx, web);
    const output = await handle(input.data, {
      segments: ctx.params,
      ...localeOfRequest({ headers: ctx.req.headers, jar, clock: web.clock }),
      caller: callerOf(ctx),
      ...jar,
    });
    ctx.type = 'application/json';
    ctx.body = JSON.stringify(call.output.parse(output));
  });
}

/** The first field that is wrong, when the contract knows it: an unknown name is the caller's own text. */
function fieldOf({ issues }: z.ZodError): string | undefined {
  const [name] = issues[0]?.path ?? [];
  return typeof name === 'string' ? name : undefined;
}
