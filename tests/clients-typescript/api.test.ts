import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { api, type Api } from '../../clients/typescript/api.ts';
import { caller, CallRefused } from '../../clients/typescript/call.ts';
import { clientSource } from '../../clients/typescript/generate/client.ts';
import { startServer } from '../harness/server.ts';
import { type App, CARD, openRecords, OTHER_CARD, type Records } from '../records/world.ts';

const API = new URL('../../clients/typescript/api.ts', import.meta.url);

describe('the typed client', () => {
  it('FP-R04 is made from what a running server tells, and the file is current', async () => {
    const server = await startServer();
    try {
      const answer = await fetch(`${server.issuer}/openapi.json`);
      const made = await clientSource(await answer.json());
      assert.equal(readFileSync(API, 'utf8'), made, 'run `npm run client`');
      assert.match(made, /listRecords\(/);
    } finally {
      await server.stop();
    }
  });

  it('FP-R04 has a function for every call behind an access token, and for no other', async () => {
    const told = (security: object[], type = 'application/json') => ({
      ...{ operationId: 'one', summary: 'One', security, parameters: [] },
      requestBody: { content: { [type]: { schema: { type: 'string' } } } },
      responses: { 204: {} },
    });
    const of = (operation: object) =>
      clientSource({ paths: { '/one': { post: operation } }, components: { schemas: {} } });
    assert.match(await of(told([{ oauth: ['a'] }])), /one\(given: \{ body: string \}\)/);
    assert.match(await of(told([{ oauth: ['a'] }], 'application/octet-stream')), /body: Uint8Array/);
    assert.doesNotMatch(await of(told([{ pageCookie: [] }])), /one\(/);
    assert.doesNotMatch(await of(told([{ oauth: [] }], 'application/x-www-form-urlencoded')), /one\(/);
  });
});

describe('the typed client at a server', () => {
  let at: Records;
  let app: App;
  let records: Api;
  const sent: string[] = [];
  before(async () => {
    at = await openRecords();
    app = await at.app();
    records = clientWith(app.token);
  });
  after(() => at.close());

  function clientWith(token: string): Api {
    const authorize = (method: string, url: string) => {
      sent.push(`${method} ${url}`);
      return { Authorization: `Bearer ${token}` };
    };
    const fetch: typeof globalThis.fetch = (input, init) => {
      const { pathname, search } = new URL(String(input));
      return at.fetch(pathname + search, init);
    };
    return api(caller({ issuer: 'https://id.example', authorize, fetch }));
  }

  it('FP-R04 keeps, lists, reads, replaces, reveals and deletes', async () => {
    const made = await records.createRecord({
      body: { type: 'card-number', value: CARD },
      idempotencyKey: 'a',
    });
    const { id } = made.data;
    assert.deepEqual([made.status, made.etag, made.data.masked], [201, '"1"', '•••• 4242']);
    const listed = await records.listRecords({ type: 'card-number', mine: 'true', limit: 5 });
    assert.deepEqual(listed.data.records, [made.data]);
    assert.equal((await records.readRecord({ id })).data?.id, id);
    const known = await records.readRecord({ id, ifNoneMatch: '"1"' });
    assert.deepEqual([known.status, known.data], [304, undefined]);
    const body = { type: 'card-number', value: OTHER_CARD };
    assert.equal((await records.replaceRecord({ id, ifMatch: '"1"', body })).etag, '"2"');
    assert.equal((await records.revealRecord({ id })).data.value, OTHER_CARD);
    const gone = await records.deleteRecord({ id });
    assert.deepEqual([gone.status, gone.data], [204, undefined]);
  });

  it('tells a refusal as the server does', async () => {
    const missing = records.readRecord({ id: '../jwks' });
    await assert.rejects(missing, (error) => error instanceof CallRefused && error.status === 404);
    const nobody = clientWith('nobody').listRecords();
    await assert.rejects(
      nobody,
      (error) => error instanceof CallRefused && error.status === 401 && error.code === 'invalid_token',
    );
  });

  it('names nothing but the one resource, whatever an id is', async () => {
    const before = sent.length;
    for (const id of ['..', '.', '']) assert.throws(() => void records.deleteRecord({ id }), RangeError);
    assert.equal(sent.length, before);
  });

  it('asks for the proof of an address without its query, as RFC 9449 §4.2 wants `htu`', () => {
    assert.ok(sent.includes('GET https://id.example/records'));
    assert.ok(sent.includes('GET https://id.example/records/..%2Fjwks'));
  });
});
