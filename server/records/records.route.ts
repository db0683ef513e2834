import type Router from '@koa/router';
import { resourceEndpoint } from '../http/resource-endpoint.ts';
import type { Web } from '../http/web.ts';
import type { RecordsParts } from './access.ts';
import { deleteRecord, replaceRecord } from './change.ts';
import { createRecord } from './create.ts';
import { getRecord, listRecords, revealRecord } from './read.ts';
import { recordTypes } from './types/index.ts';

/** Where the metadata of this API lies (RFC 9728 §3.1). */
const RESOURCE = '/records';

/**
 * The records of whoever stands behind an access token (contract/records.ts): read masked, written, and in clear only by
 * who may have them so. An app sees all records of the account, whichever brought them.
 */
export function recordsRoute(router: Router, web: Web, parts: RecordsParts): void {
  const types = recordTypes(parts.config);
  const at = (path: string) => ({ path, resource: RESOURCE });
  resourceEndpoint(router, web, at('/records'), {
    GET: (request) => listRecords(parts, types, request),
    POST: (request) => createRecord(parts, types, request),
  });
  resourceEndpoint(router, web, at('/records/:id'), {
    GET: (request) => getRecord(parts, types, request),
    PUT: (request) => replaceRecord(parts, types, request),
    DELETE: (request) => deleteRecord(parts, request),
  });
  resourceEndpoint(router, web, at('/records/:id/reveal'), {
    POST: (request) => revealRecord(parts, request),
  });
}
