import type { Config } from '../../config/config.ts';
import { ERRORS_PATH } from '../../protocol/error-uri.ts';
import { type Answer, type Operation, type RequestHeader, type Tag, tags } from './operation.ts';
import { oauthError } from './protocol-answers.ts';
import { type JsonSchema, queryMembers, type Schemas, schemasOf } from './schemas.ts';
import { securitySchemes } from './security-schemes.ts';
import { problem } from '../../../contract/problem.ts';

/** Of the interface, not of the release. */
const VERSION = '1.0';

/** What each request header is for. */
const requestHeaders: Readonly<Record<RequestHeader, string>> = {
  'If-Match': 'Entity tags, one of which must be that of now, or `*` (RFC 9110 §13.1.1).',
  'If-None-Match': 'Entity tags that the caller has (RFC 9110 §13.1.2).',
  'Idempotency-Key': 'At most 255 printable characters: the same key makes the same thing once.',
  'Envelope-Version': 'The format of the ciphertext, a number of the writer: 1 to 65535.',
  DPoP: 'A proof of possession (RFC 9449 §4).',
};

/** These operations in OpenAPI 3.1, for the configured issuer. Throws TypeError for an operationId that is there twice. */
export function openapiDocument({ issuer }: Pick<Config, 'issuer'>, operations: readonly Operation[]) {
  const schemas = schemasOf(operations);
  const ids = new Set(operations.map(({ id }) => id));
  if (ids.size !== operations.length) throw new TypeError('an operationId is there twice');
  const used = new Set(operations.map(({ tag }) => tag));
  const paths = [...new Set(operations.map(({ path }) => path))];
  return {
    openapi: '3.1.1',
    info: {
      title: 'Tacet',
      version: VERSION,
      summary: 'A self-hosted OAuth 2.1 and OpenID Connect server that never hears a password.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    externalDocs: { url: issuer + ERRORS_PATH, description: 'Every error code, why, and what to do.' },
    servers: [{ url: issuer }],
    tags: tagNames.filter((name) => used.has(name)).map((name) => ({ name, description: tags[name] })),
    paths: Object.fromEntries(
      paths.map((path) => [
        pathTemplate(path),
        Object.fromEntries(
          operations.filter((one) => one.path === path).map((one) => [one.method, written(one, schemas)]),
        ),
      ]),
    ),
    components: {
      schemas: schemas.components,
      responses: refusals(schemas),
      securitySchemes: securitySchemes({ issuer }),
    },
  };
}

const tagNames = Object.keys(tags).filter((name): name is Tag => name in tags);

/** `/records/{id}` of `/records/:id`. */
export function pathTemplate(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function written(operation: Operation, schemas: Schemas) {
  const { id, tag, summary, description, security, body, answers, refusal } = operation;
  const refused = { $ref: `#/components/responses/${refusal}` };
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(security && { security }),
    parameters: parametersOf(operation),
    ...(body && {
      requestBody: {
        required: true,
        content: { [body.type]: body.schema ? { schema: schemas.refTo(body.schema, 'input') } : {} },
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [status, answered(answer, schemas)]),
      ),
      '4XX': refused,
      '5XX': refused,
    },
  };
}

function parametersOf({ path, query, headers = [] }: Operation) {
  const { properties = {}, required = [] } = query ? queryMembers(query) : {};
  return [
    ...[...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
      ...{ name, in: 'path', required: true, schema: { type: 'string' } },
    })),
    ...Object.entries(properties).map(([name, schema]) => ({
      ...{ name, in: 'query', required: required.includes(name), schema },
    })),
    ...headers.map((name) => ({
      ...{ name, in: 'header', required: false, description: requestHeaders[name] },
      schema: { type: 'string' },
    })),
  ];
}

function answered({ description, content, headers = [] }: Answer, schemas: Schemas) {
  const text: JsonSchema = { schema: { type: 'string' } };
  return {
    description,
    ...(headers.length > 0 && { headers: Object.fromEntries(headers.map((name) => [name, text])) }),
    ...(content && {
      content: {
        [content.type]: content.schema ? { schema: schemas.refTo(content.schema, 'output') } : {},
      },
    }),
  };
}

/** `components.responses`: what a refusal looks like, by who is spoken to. */
function refusals(schemas: Schemas) {
  const error = { 'application/json': { schema: schemas.refTo(oauthError, 'output') } };
  const told = { schema: { type: 'string' } };
  return {
    oauth: { description: 'Refused (RFC 6749 §5.2).', content: error },
    bearer: {
      description: 'Refused (RFC 6750 §3).',
      headers: { 'WWW-Authenticate': told, 'DPoP-Nonce': told, 'Retry-After': told },
      content: error,
    },
    problem: {
      description: 'Refused, in words that a page can show.',
      content: { 'application/problem+json': { schema: schemas.refTo(problem, 'output') } },
    },
    page: { description: 'A page that says what went wrong.', content: { 'text/html': {} } },
  };
}
