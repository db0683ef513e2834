import type Router from '@koa/router';
import type { Config } from '../config/config.ts';
import { PROTECTED_RESOURCE } from '../http/challenge.ts';
import { jsonResource } from '../http/json-resource.ts';
import type { Web } from '../http/web.ts';
import { fingerprint } from '../platform/digest.ts';
import { scopeRegistry } from '../protocol/scope.ts';
import { paths } from './paths.ts';
import { senderMetadata } from './sender-metadata.ts';

const MAX_AGE_SECONDS = 300;

/** Our own APIs, by their path under the issuer; the empty one is this server as a whole, the audience of its tokens. */
export const ownResources = ['', paths.userinfo, paths.records, paths.vault] as const;

/** What the scopes of an API begin with that has its own. */
const SCOPES_OF: Readonly<Partial<Record<(typeof ownResources)[number], string>>> = {
  [paths.records]: 'records:',
  [paths.vault]: 'vault:',
};

/**
 * GET the metadata of our own APIs (RFC 9728 §3.1): each lies at the well-known path with its own behind it, where the
 * challenge of a refusal points.
 */
export function protectedResourceRoute(
  router: Router,
  web: Web,
  { config }: { readonly config: Config },
): void {
  for (const path of ownResources) {
    const text = JSON.stringify(protectedResource(config, path));
    const document = {
      body: Buffer.from(text),
      etag: `"${fingerprint(text)}"`,
      maxAgeSeconds: MAX_AGE_SECONDS,
    };
    jsonResource(router, web, PROTECTED_RESOURCE + path, () => Promise.resolve(document), { cors: true });
  }
}

/** RFC 9728 §2. `resource` is the address that was called: a client must not take another for it (§3.3). */
export function protectedResource(config: Config, path: (typeof ownResources)[number]) {
  const { issuer } = config;
  const prefix = SCOPES_OF[path];
  return {
    resource: issuer + path,
    authorization_servers: [issuer],
    jwks_uri: issuer + paths.jwks,
    scopes_supported: scopeRegistry
      .map(({ name }) => name)
      .filter((name) => prefix === undefined || name.startsWith(prefix)),
    // Bodies that are JSON have no place for a token.
    bearer_methods_supported: prefix === undefined ? ['header', 'body'] : ['header'],
    ...senderMetadata(config),
    dpop_bound_access_tokens_required: false,
  };
}
