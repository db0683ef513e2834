import type Router from '@koa/router';
import { jsonResource } from '../http/json-resource.ts';
import type { Web } from '../http/web.ts';
import { fingerprint } from '../platform/digest.ts';

export const fedcmPaths = {
  wellKnown: '/.well-known/web-identity',
  config: '/fedcm/config.json',
  accounts: '/fedcm/accounts',
  clientMetadata: '/fedcm/client-metadata',
  assertion: '/fedcm/assertion',
  disconnect: '/fedcm/disconnect',
} as const;

const MAX_AGE_SECONDS = 300;

/** FedCM: what a browser reads before it asks anybody anything. Neither request says who asks, or for whom. */
export function fedcmDocumentsRoute(router: Router, web: Web): void {
  const { issuer } = web.config;
  const signIn = { accounts_endpoint: issuer + fedcmPaths.accounts, login_url: `${issuer}/account` };
  const documents = {
    [fedcmPaths.wellKnown]: { provider_urls: [issuer + fedcmPaths.config], ...signIn },
    [fedcmPaths.config]: {
      ...signIn,
      client_metadata_endpoint: issuer + fedcmPaths.clientMetadata,
      id_assertion_endpoint: issuer + fedcmPaths.assertion,
      disconnect_endpoint: issuer + fedcmPaths.disconnect,
    },
  };
  for (const [path, content] of Object.entries(documents)) {
    const text = JSON.stringify(content);
    const etag = `"${fingerprint(text)}"`;
    const document = { body: Buffer.from(text), etag, maxAgeSeconds: MAX_AGE_SECONDS };
    jsonResource(router, web, path, () => Promise.resolve(document), { cors: true });
  }
}
