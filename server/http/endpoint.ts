import type Router from '@koa/router';
import type { Context } from 'koa';
import { OAuthError } from '../protocol/error.ts';
import { readForm } from './body.ts';
import { callers } from './caller-of.ts';
import { clientCertificates } from './certificate-of.ts';
import { allowClientOrigins } from './cross-origin.ts';
import type { Form, Parameters } from './form.ts';
import type { FormRequest, Repeatable } from './json-request.ts';
import { requestState } from './request-state.ts';
import type { Web } from './web.ts';
import { send } from './written-answer.ts';

/**
 * Mounts an OAuth endpoint: a form POST comes in, JSON goes out with no-store, and a refusal takes the shape of
 * RFC 6749 §5.2. With `cors`, pages of registered clients may read the answer.
 */
export function formEndpoint(
  router: Router,
  web: Web,
  path: string,
  handle: (request: FormRequest) => Promise<object>,
  options: {
    readonly cors?: boolean;
    readonly repeatable?: readonly Repeatable[];
    readonly status?: 200 | 201;
  } = {},
): void {
  if (options.cors === true) allowClientOrigins(router, web, path, ['POST']);
  const callerOf = callers(web.config);
  const certificate = clientCertificates(web.config);

  router.post(path, async (ctx: Context) => {
    requestState(ctx).shape = 'oauth';
    const parameters = await readForm(ctx.req);
    const body = await handle({
      method: 'POST',
      path,
      form: soundForm(parameters, options.repeatable),
      many: (name) => parameters.all[name] ?? [],
      header: (name) => ctx.get(name) || undefined,
      proofs: ctx.req.headersDistinct.dpop ?? [],
      certificate: certificate(ctx.req),
      caller: callerOf(ctx),
      tell: (header, value) => ctx.set(header, value),
    });
    ctx.status = options.status ?? 200;
    send(ctx, body);
  });
}

/** RFC 6749 §3.2: no parameter may be included more than once, save for those a spec lets be. Throws OAuthError. */
export function soundForm(
  { values, repeated, malformed }: Parameters,
  repeatable: readonly string[] = [],
): Form {
  if (malformed) throw new OAuthError('invalid_request', 'a parameter is malformed or too long');
  if ([...repeated].some((name) => !repeatable.includes(name)))
    throw new OAuthError('invalid_request', 'a parameter was sent more than once');
  return values;
}
