import type Router from '@koa/router';
import type { Config } from '../config/config.ts';
import { ownDestination } from '../http/destination.ts';
import { jsonResource } from '../http/json-resource.ts';
import { visitRoute } from '../http/visit-route.ts';
import type { Web } from '../http/web.ts';
import { fingerprint } from '../platform/digest.ts';

const MAX_AGE_SECONDS = 300;

/** Where password managers look, and where people start. */
export function wellKnownRoute(
  router: Router,
  web: Web,
  { config: { issuer } }: { readonly config: Pick<Config, 'issuer'> },
): void {
  const security = ownDestination(issuer, '/account/security');

  // W3C, A Well-Known URL for Changing Passwords.
  visitRoute(router, web, ['GET'], '/.well-known/change-password', () =>
    Promise.resolve({ kind: 'redirect', to: security }),
  );
  visitRoute(router, web, ['GET'], '/', () =>
    Promise.resolve({ kind: 'redirect', to: ownDestination(issuer, '/account') }),
  );

  // W3C, A Well-Known URL for Relying Party Passkey Endpoints.
  const text = JSON.stringify({ enroll: security, manage: security });
  const document = {
    body: Buffer.from(text),
    etag: `"${fingerprint(text)}"`,
    maxAgeSeconds: MAX_AGE_SECONDS,
  };
  jsonResource(router, web, '/.well-known/passkey-endpoints', () => Promise.resolve(document), {
    cors: true,
  });
}
