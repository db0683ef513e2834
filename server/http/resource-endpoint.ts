import type Router from '@koa/router';
import type { Context } from 'koa';
import { type BearerRequest, bearerCredentials } from './bearer-endpoint.ts';
import { hasBody, readBytes, readJsonText } from './body.ts';
import { callers } from './caller-of.ts';
import { clientCertificates } from './certificate-of.ts';
import { allowClientOrigins, type Method } from './cross-origin.ts';
import { soundForm } from './endpoint.ts';
import { type Form, parseParameters } from './form.ts';
import { parseStrictObject } from './json.ts';
import { requestState } from './request-state.ts';
import type { Web } from './web.ts';

/** What an API behind an access token may see, where resources are read, written and deleted. */
export interface ResourceRequest extends BearerRequest {
  /** The part of the path that is named so; empty when the path has none. */
  readonly part: (name: string) => string;
  readonly header: (
    name: 'If-Match' | 'If-None-Match' | 'Idempotency-Key' | 'Envelope-Version',
  ) => string | undefined;
  /** Of the query, no name twice. Throws OAuthError. */
  readonly query: () => Form;
  /**
   * The JSON object of the body, read when it is asked for: whoever has no token has sent it for nothing. At most
   * `limits.bodyBytes`, unless more are allowed here.
   */
  readonly json: (bytesMax?: number) => Promise<Readonly<Record<string, unknown>>>;
  /** A body of `application/octet-stream`, any bytes; of more than `bytesMax` no more is read. Throws RequestRefused. */
  readonly bytes: (bytesMax: number) => Promise<Buffer>;
}

export interface ResourceAnswer {
  readonly status: 200 | 201 | 204 | 304;
  readonly headers?: Readonly<Partial<Record<'ETag' | 'Location' | 'Envelope-Version', string>>>;
  /** JSON; a Buffer goes out as it is, as `application/octet-stream`. */
  readonly body?: object;
}

type Handlers = Readonly<Partial<Record<Method, (request: ResourceRequest) => Promise<ResourceAnswer>>>>;

/**
 * Mounts a resource of an API of ours behind an access token, which comes in the header alone. JSON goes in and out with
 * no-store; refusals carry a challenge (challenge.ts), which names the metadata of `resource`. Pages of registered
 * clients may call it.
 */
export function resourceEndpoint(
  router: Router,
  web: Web,
  { path, resource }: { readonly path: string; readonly resource: string },
  handlers: Handlers,
): void {
  const methods = (['GET', 'POST', 'PUT', 'DELETE'] as const).filter((method) => handlers[method]);
  allowClientOrigins(router, web, path, methods);
  const callerOf = callers(web.config);
  const certificate = clientCertificates(web.config);

  for (const method of methods) {
    router.register(path, [method], async (ctx: Context) => {
      const state = requestState(ctx);
      state.shape = 'bearer';
      state.resourcePath = resource;
      const credentials = bearerCredentials(ctx);
      const answer = await handlers[method]?.({
        ...credentials,
        method,
        path: ctx.path,
        proofs: ctx.req.headersDistinct.dpop ?? [],
        certificate: certificate(ctx.req),
        caller: callerOf(ctx),
        tell: (header, value) => ctx.set(header, value),
        part: (name) => String(ctx.params[name] ?? ''),
        header: (name) => ctx.get(name) || undefined,
        query: () => soundForm(parseParameters(ctx.querystring)),
        json: async (bytesMax) =>
          hasBody(ctx.req) ? parseStrictObject(await readJsonText(ctx.req, undefined, bytesMax)) : {},
        bytes: async (bytesMax) => (hasBody(ctx.req) ? readBytes(ctx.req, bytesMax) : Buffer.alloc(0)),
      });
      write(ctx, answer);
    });
  }
}

function write(ctx: Context, answer: ResourceAnswer | undefined): void {
  ctx.status = answer?.status ?? 204;
  ctx.set({ ...answer?.headers });
  if (answer?.body === undefined) return;
  const isBytes = Buffer.isBuffer(answer.body);
  ctx.type = isBytes ? 'application/octet-stream' : 'application/json';
  ctx.body = isBytes ? answer.body : JSON.stringify(answer.body);
}
