import { writeFile } from 'node:fs/promises';
import { loadConfig } from '../../../server/config/load.ts';
import { openapiDocument } from '../../../server/discovery/openapi/document.ts';
import { operations } from '../../../server/discovery/openapi/operations.ts';
import { clientSource } from './client.ts';

/** `npm run client`: writes api.ts anew. A test compares it with what a running server tells. */
const source = await clientSource(JSON.parse(JSON.stringify(openapiDocument(loadConfig({}), operations))));
await writeFile(new URL('../api.ts', import.meta.url), source);
