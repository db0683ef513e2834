import { z } from 'zod';
import { fedcmPaths } from '../../fedcm/documents.route.ts';
import { PROTECTED_RESOURCE } from '../../http/challenge.ts';
import { OPENAPI_PATH, paths, wellKnown } from '../paths.ts';
import { ownResources } from '../protected-resource.route.ts';
import { capital, idOfPath, type Operation } from './operation.ts';

const open = z.looseObject({});
const unchanged = { description: 'The caller has it already.', headers: ['ETag'] } as const;

function document(path: string, summary: string, schema: z.ZodType = open): Operation {
  const content = { type: 'application/json', schema };
  return {
    ...{ method: 'get', path, id: `document${capital(idOfPath(path))}`, tag: 'Discovery', summary },
    answers: {
      200: { description: 'The document.', content, headers: ['ETag', 'Cache-Control'] },
      304: unchanged,
    },
    refusal: 'oauth',
  };
}

const issuer = z.looseObject({ issuer: z.string() });
const keySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) });
const resource = z.looseObject({ resource: z.string(), authorization_servers: z.array(z.string()) });

const checked = z.enum(['ok', 'failed']);
const alive = z.strictObject({ status: z.literal('ok') });
const ready = z.strictObject({ status: checked, checks: z.record(z.string(), checked) });

function health(path: string, summary: string, answers: Operation['answers']): Operation {
  return { method: 'get', path, id: idOfPath(path), tag: 'Health', summary, answers, refusal: 'oauth' };
}

const json = (schema: z.ZodType) => ({ type: 'application/json', schema });

/** What a browser asks by itself, and nobody else may (http/identity-endpoint.ts). */
function fedcm(method: 'get' | 'post', path: string, summary: string, told: z.ZodObject): Operation {
  const refused = z.looseObject({ error: z.looseObject({ code: z.string() }) });
  return {
    ...{ method, path, id: idOfPath(path), tag: 'FedCM', summary },
    ...(method === 'get'
      ? { query: told }
      : { body: { type: 'application/x-www-form-urlencoded', schema: told } }),
    answers: {
      200: { description: 'Done.', content: json(open) },
      400: { description: 'Refused.', content: json(refused) },
      401: { description: 'Nobody is signed in.', content: json(refused) },
      403: { description: 'Not allowed.', content: json(refused) },
    },
    refusal: 'oauth',
  };
}

const text = z.string().optional();
const asserted = z.object({
  client_id: z.string(),
  account_id: z.string(),
  ...{ nonce: text, disclosure_text_shown: text, params: text },
});

/** Public documents, health, and FedCM. */
export const documentOperations: readonly Operation[] = [
  ...wellKnown.map((path) => document(path, 'What this server can do', issuer)),
  document(OPENAPI_PATH, 'This document', z.looseObject({ openapi: z.string() })),
  document(paths.jwks, 'The public keys that verify what this server signs', keySet),
  ...ownResources.map((path) =>
    document(PROTECTED_RESOURCE + path, 'An API of this server (RFC 9728)', resource),
  ),
  document('/.well-known/passkey-endpoints', 'Where passkeys are managed'),
  document(fedcmPaths.wellKnown, 'FedCM: which provider this is'),
  document(fedcmPaths.config, 'FedCM: its addresses'),
  health('/healthz', 'The process is alive', {
    200: { description: 'Alive.', content: json(alive) },
  }),
  health('/readyz', 'It can serve', {
    200: { description: 'Ready.', content: json(ready) },
    503: { description: 'Send people elsewhere.', content: json(ready) },
  }),
  fedcm('get', fedcmPaths.accounts, 'Whom the browser may offer', z.object({})),
  fedcm(
    'get',
    fedcmPaths.clientMetadata,
    'What a client says of itself',
    z.object({ client_id: z.string() }),
  ),
  fedcm('post', fedcmPaths.assertion, 'Confirms who is there', asserted),
  fedcm(
    'post',
    fedcmPaths.disconnect,
    'Ends that',
    z.object({ client_id: z.string(), account_hint: z.string() }),
  ),
];
