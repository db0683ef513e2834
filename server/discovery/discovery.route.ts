import type Router from '@koa/router';
import type { Config } from '../config/config.ts';
import { jsonResource } from '../http/json-resource.ts';
import type { Web } from '../http/web.ts';
import { fingerprint } from '../platform/digest.ts';
import { metadata } from './metadata.ts';
import { wellKnown } from './paths.ts';

const MAX_AGE_SECONDS = 300;

/** GET both discovery documents, which are one: written down once, at the start. */
export function discoveryRoute(router: Router, web: Web, { config }: { readonly config: Config }): void {
  const text = JSON.stringify(metadata(config));
  const document = {
    body: Buffer.from(text),
    etag: `"${fingerprint(text)}"`,
    maxAgeSeconds: MAX_AGE_SECONDS,
  };
  for (const path of wellKnown) {
    jsonResource(router, web, path, () => Promise.resolve(document), { cors: true });
  }
}
