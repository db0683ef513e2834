import type Router from '@koa/router';
import { resourceEndpoint } from '../http/resource-endpoint.ts';
import type { Web } from '../http/web.ts';
import { writeBatch } from './batch.ts';
import { emptyCollection, getCollection } from './collection.ts';
import { deleteEntry, getEntry, putEntry } from './entries.ts';
import type { EntryParts } from './entry-access.ts';
import { listBlobs, listItems } from './entry-list.ts';

/** Where the metadata of this API lies (RFC 9728 §3.1). */
const RESOURCE = '/vault';

/** What an app keeps for whoever stands behind its access token (contract/vault.ts): ciphertext in, ciphertext out. */
export function vaultRoute(router: Router, web: Web, parts: EntryParts): void {
  const at = (path: string) => ({ path, resource: RESOURCE });
  resourceEndpoint(router, web, at('/vault'), {
    GET: (request) => getCollection(parts, request),
    DELETE: (request) => emptyCollection(parts, request),
  });
  resourceEndpoint(router, web, at('/vault/batch'), { POST: (request) => writeBatch(parts, request) });
  resourceEndpoint(router, web, at('/vault/items'), { GET: (request) => listItems(parts, request) });
  resourceEndpoint(router, web, at('/vault/blobs'), { GET: (request) => listBlobs(parts, request) });
  for (const [path, kind] of [
    ['/vault/items/:id', 'item'],
    ['/vault/blobs/:id', 'blob'],
  ] as const) {
    resourceEndpoint(router, web, at(path), {
      GET: (request) => getEntry(parts, kind, request),
      PUT: (request) => putEntry(parts, kind, request),
      DELETE: (request) => deleteEntry(parts, kind, request),
    });
  }
}
