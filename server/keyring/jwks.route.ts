import type Router from '@koa/router';
import { jsonResource } from '../http/json-resource.ts';
import type { Web } from '../http/web.ts';
import type { Keyring } from './keyring.ts';

/** Far shorter than the time a key is published before its first use, so that no verifier meets an unknown `kid`. */
const MAX_AGE_SECONDS = 300;

/** GET /jwks (RFC 7517 §5): public parts of upcoming, active and retiring signing keys. */
export function jwksRoute(router: Router, web: Web, { keyring }: { readonly keyring: Keyring }): void {
  const answer = () => Promise.resolve({ ...keyring.jwks(), maxAgeSeconds: MAX_AGE_SECONDS });
  jsonResource(router, web, '/jwks', answer, { cors: true });
}
