import type Router from '@koa/router';
import type { Config } from '../config/config.ts';
import { jsonResource } from '../http/json-resource.ts';
import type { Web } from '../http/web.ts';
import { fingerprint } from '../platform/digest.ts';
import { openapiDocument } from './openapi/document.ts';
import { nameOf } from './openapi/operation.ts';
import { operations } from './openapi/operations.ts';
import { OPENAPI_PATH } from './paths.ts';

const MAX_AGE_SECONDS = 300;

/**
 * GET /openapi.json: every route that is mounted, written down once, at the start. To be mounted last: it tells of the
 * routes that the router has by then, and so of nothing that the configuration leaves out.
 */
export function openapiRoute(router: Router, web: Web, { config }: { readonly config: Config }): void {
  jsonResource(router, web, OPENAPI_PATH, () => Promise.resolve(document), { cors: true });
  const mounted = new Set(
    router.stack.flatMap(({ path, methods }) => methods.map((one) => `${one} ${path}`)),
  );
  const text = JSON.stringify(
    openapiDocument(
      config,
      operations.filter((operation) => mounted.has(nameOf(operation))),
    ),
  );
  const document = {
    body: Buffer.from(text),
    etag: `"${fingerprint(text)}"`,
    maxAgeSeconds: MAX_AGE_SECONDS,
  };
}
