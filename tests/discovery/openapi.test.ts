import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import '@hyperjump/json-schema/draft-2020-12';
import { registerSchema, unregisterSchema, validate } from '@hyperjump/json-schema/openapi-3-1';
import { z } from 'zod';
import { accountCalls } from '../../contract/account.ts';
import { approvalCalls } from '../../contract/approval.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import { keyCalls, tripKeyCalls } from '../../contract/keys.ts';
import { languageCalls } from '../../contract/language.ts';
import { logoutCalls } from '../../contract/logout.ts';
import { ownVaultCalls } from '../../contract/vault.ts';
import { loadConfig } from '../../server/config/load.ts';
import { openapiDocument } from '../../server/discovery/openapi/document.ts';
import { nameOf } from '../../server/discovery/openapi/operation.ts';
import { operations } from '../../server/discovery/openapi/operations.ts';
import { grantTypes } from '../../server/grants/index.ts';
import { errorHelp } from '../../server/protocol/error-help.ts';
import { scopeRegistry } from '../../server/protocol/scope.ts';
import { mountedRoutes } from '../attacks/endpoints.ts';
import { startServer, type TestServer } from '../harness/server.ts';

/** With everything that an operator may leave out. */
const EVERYTHING = {
  TACET_DYNAMIC_REGISTRATION: 'open',
  TACET_SESSION_MANAGEMENT: 'on',
  TACET_FEDCM: 'on',
};
const OPENAPI_SCHEMA = 'https://spec.openapis.org/oas/3.1/schema-base';
const SCHEMA_2020 = 'https://json-schema.org/draft/2020-12/schema';
const METHODS = ['get', 'post', 'put', 'delete'] as const;
const pageCalls = [
  ...[interactionCalls, tripKeyCalls, accountCalls, keyCalls, ownVaultCalls],
  ...[approvalCalls, logoutCalls, languageCalls],
];

const operation = z.looseObject({
  operationId: z.string(),
  summary: z.string().min(3),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()),
});
const written = z.looseObject({
  openapi: z.literal('3.1.1'),
  servers: z.array(z.looseObject({ url: z.string() })),
  paths: z.record(z.string(), z.partialRecord(z.enum(METHODS), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
});
type Written = z.infer<typeof written>;

async function told(server: TestServer): Promise<{ readonly raw: unknown; readonly document: Written }> {
  const answer = await fetch(`${server.issuer}/openapi.json`);
  assert.equal(answer.status, 200);
  const raw: unknown = await answer.json();
  return { raw, document: written.parse(raw) };
}

/** As the router writes them. */
function routesOf({ paths }: Written): string[] {
  return Object.entries(paths)
    .flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    .sort();
}

describe('/openapi.json', () => {
  const servers: TestServer[] = [];
  const usual = () => servers[0] ?? assert.fail();
  const everything = () => servers[1] ?? assert.fail();
  before(async () => {
    servers.push(await startServer(), await startServer({ env: EVERYTHING }));
  });
  after(async () => {
    for (const server of servers) await server.stop();
  });

  it('JIRO-R18 KMS-R38 lists every mounted route and method, and none that is not, in either configuration', async () => {
    const counts = [];
    for (const server of servers) {
      const listed = routesOf((await told(server)).document);
      assert.deepEqual(listed, mountedRoutes(server));
      counts.push(listed.length);
    }
    const [usual = 0, all = 0] = counts;
    assert.ok(usual > 90 && all > usual, `${usual} and ${all} routes`);
  });

  it('JIRO-R18 is OpenAPI 3.1 to a validator that is not ours, and a broken one is not', async () => {
    for (const server of servers) {
      const { raw } = await told(server);
      const output = await validate(OPENAPI_SCHEMA, json(raw), 'BASIC');
      assert.ok(output.valid, JSON.stringify(output).slice(0, 1_000));
    }
    const { document } = await told(usual());
    const { paths: _, ...lacking } = document;
    const broken = { ...document, components: { schemas: { Wrong: { type: 'text' } } } };
    for (const one of [{ ...lacking, openapi: 3 }, broken])
      assert.equal((await validate(OPENAPI_SCHEMA, json(one))).valid, false);
  });

  it('has no reference that leads nowhere, and no name twice', async () => {
    const { raw, document } = await told(everything());
    const refs = [...JSON.stringify(raw).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref);
    assert.ok(refs.length > 200);
    for (const ref of new Set(refs)) {
      assert.match(ref, /^#\/components\//);
      const found = ref
        .slice(2)
        .split('/')
        .reduce<unknown>((at, name) => Object(at)[name], raw);
      assert.equal(typeof found, 'object', ref);
    }
    const ids = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[a-z][A-Za-z]+$/);
    for (const [path, item] of Object.entries(document.paths))
      for (const { parameters } of Object.values(item)) {
        const named = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
        assert.deepEqual(
          named,
          [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
          path,
        );
      }
  });

  it('has a schema for what goes into and comes out of every call of a page', async () => {
    const { paths } = written.parse(json(openapiDocument(loadConfig({}), operations)));
    for (const path of pageCalls.flatMap((calls) => Object.keys(calls))) {
      const call = paths[path.replace(/:(\w+)/g, '{$1}')]?.post;
      assert.match(JSON.stringify(call?.requestBody), /application\/json":\{"schema":\{"\$ref"/, path);
      assert.match(JSON.stringify(call?.responses['200']), /application\/json":\{"schema":\{"\$ref"/, path);
    }
  });

  it('knows every grant, scope and error of the registries', async () => {
    const { raw } = await told(usual());
    const { components } = z
      .object({
        components: z.object({ schemas: z.record(z.string(), z.unknown()), securitySchemes: z.unknown() }),
      })
      .parse(raw);
    const form = JSON.stringify(components.schemas.RequestTokenRequest);
    for (const type of grantTypes) assert.ok(form.includes(`"const":"${type}"`), type);
    const oauth = JSON.stringify(components.securitySchemes);
    for (const { name } of scopeRegistry) assert.ok(oauth.includes(`"${name}":`), name);
    const error = JSON.stringify(components.schemas.OAuthError);
    for (const code of Object.keys(errorHelp)) assert.ok(error.includes(`"${code}"`), code);
  });

  it('knows every parameter that an authorization request is judged by', async () => {
    const { document } = await told(usual());
    const known = document.paths['/authorize']?.get?.parameters.map(({ name }) => name) ?? [];
    const folder = new URL('../../server/authorization/', import.meta.url);
    const judged = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/\bvalues\.([a-z_]+)/g)])
      .map(([, name = '']) => name)
      // To be refused in words of its own; and of a list.
      .filter((name) => !['registration', 'length'].includes(name));
    assert.ok(judged.length > 15);
    assert.deepEqual(
      [...new Set(judged)].filter((name) => !known.includes(name)),
      [],
    );
  });

  it('tells what answers look like: real ones fit, and others do not', async () => {
    const { issuer } = usual();
    const { components } = (await told(usual())).document;
    const address = `${issuer}/openapi.json`;
    const text = JSON.stringify(components.schemas).replaceAll('#/components/schemas/', '#/$defs/');
    registerSchema({ $schema: SCHEMA_2020, $defs: json(JSON.parse(text)) }, address);
    const fits = async (name: string, value: unknown) =>
      (await validate(`${address}#/$defs/${name}`, json(value))).valid;
    const at = async (path: string, init?: RequestInit) => (await fetch(issuer + path, init)).json();
    try {
      assert.ok(await fits('HealthzAnswer', await at('/healthz')));
      assert.ok(await fits('ReadyzAnswer', await at('/readyz')));
      assert.ok(await fits('OAuthError', await at('/token', { method: 'POST' })));
      assert.ok(await fits('OAuthError', await at('/records')));
      const call = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
      assert.ok(await fits('Problem', await at('/account/sign-out', call)));
      assert.equal(await fits('Problem', { problem: 'unheard', requestId: '' }), false);
      assert.equal(await fits('OAuthError', { error: 'invalid_request' }), false);
    } finally {
      unregisterSchema(address);
    }
  });

  it('is for everybody, and not sent again to who has it', async () => {
    const url = `${usual().issuer}/openapi.json`;
    const first = await fetch(url, { headers: { Origin: 'https://docs.example' } });
    assert.equal(first.headers.get('access-control-allow-origin'), '*');
    assert.match(first.headers.get('cache-control') ?? '', /public, max-age=300/);
    const headers = { 'If-None-Match': first.headers.get('etag') ?? '' };
    assert.equal((await fetch(url, { headers })).status, 304);
  });

  it('describes nothing but calls of pages that no configuration mounts', () => {
    const all = mountedRoutes(everything());
    const calls = pageCalls.flatMap((map) => Object.keys(map)).map((path) => `POST ${path}`);
    const names = operations.map(nameOf);
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(
      names.filter((name) => !all.includes(name) && !calls.includes(name)),
      [],
    );
  });
});

/** What is left of it on the wire. */
function json(value: unknown) {
  return z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(value)));
}
