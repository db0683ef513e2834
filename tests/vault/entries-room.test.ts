import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { EntryWrite } from '../../server/vault/entry-store.ts';
import { keep, list, openVault, type App, type Vault } from './entries-world.ts';

const MEGABYTE = 1_048_576;
const PIECE = 60_000;
const AT_ONCE = 50;
const ROOM = Math.floor(MEGABYTE / PIECE);

describe('the room in a vault', () => {
  let at: Vault;
  before(async () => void (at = await openVault({ TACET_VAULT_QUOTA_MEGABYTES: '1' })));
  after(() => at.close());

  const place = ({ accountId, by }: App) => ({ accountId, collection: by.client.id });
  const put = (id: string, bytes = 1): EntryWrite => ({
    ...{ op: 'put', id, wanted: 'absent', envelope: 1, body: Buffer.alloc(bytes) },
  });

  it('FP-N03 RFC 4918 §11.5 is exact, however many write at once, from however many apps', async () => {
    const app = await at.app();
    const others = [app, await at.beside(app), await at.beside(app)];
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) => {
        const headers = { 'If-None-Match': '*' };
        const path = `/vault/${index % 2 === 0 ? 'items' : 'blobs'}/i${index}`;
        const by = others[index % others.length] ?? app;
        return by.call('PUT', path, { bytes: new Uint8Array(PIECE), headers });
      }),
    );
    const made = answers.filter(({ status }) => status === 201);
    const full = answers.filter(({ status }) => status === 507);
    assert.deepEqual([made.length, full.length], [ROOM, AT_ONCE - ROOM]);
    assert.deepEqual(
      [full[0]?.body.error, full[0]?.body.error_description],
      ['invalid_request', 'the vault is full: delete something first'],
    );
    const rows = await at.sql(
      `select c.collection, c.bytes, c.entries,
         (select sum(length(body)) from vault_entry e
          where e.account_id = c.account_id and e.collection = c.collection)::bigint as held
       from vault_collection c where account_id = $1`,
      app.accountId,
    );
    const sum = rows.reduce((total, { bytes }) => total + Number(bytes), 0);
    assert.equal(sum, ROOM * PIECE);
    for (const { bytes, held } of rows) assert.equal(bytes, held);

    const elsewhere = await at.app();
    await keep(elsewhere, 'x', new Uint8Array(PIECE));
  });

  it('comes back with what is deleted or shrinks, which is always possible', async () => {
    const app = await at.app();
    const filled = await keep(app, 'all', new Uint8Array(MEGABYTE), 'blobs');
    const more = () => app.call('PUT', '/vault/items/a', { bytes: 'x', headers: { 'If-None-Match': '*' } });
    assert.equal((await more()).status, 507);
    const shorter = { bytes: new Uint8Array(MEGABYTE - 1), headers: { 'If-Match': filled } };
    const shrunk = await app.call('PUT', '/vault/blobs/all', shorter);
    assert.equal(shrunk.status, 200);
    const longer = { bytes: new Uint8Array(MEGABYTE), headers: { 'If-Match': '*' } };
    assert.equal((await more()).status, 201);
    assert.equal((await app.call('PUT', '/vault/blobs/all', longer)).status, 507);
    assert.equal((await app.call('GET', '/vault')).body.bytes, MEGABYTE);
    await app.call('DELETE', '/vault/blobs/all', { headers: { 'If-Match': '*' } });
    assert.equal((await app.call('GET', '/vault')).body.bytes, 1);
    await app.call('DELETE', '/vault');
    assert.equal((await app.call('GET', '/vault')).body.bytes, 0);
    await keep(app, 'again', new Uint8Array(MEGABYTE), 'blobs');
  });

  it('is for so many entries; deletions make room when there is none, and readers are told', async () => {
    const app = await at.app();
    const limits = { quotaBytes: MEGABYTE, entriesMax: 5 };
    const write = async (...writes: EntryWrite[]) => {
      const outcomes = await at.entries.write(place(app), 'item', writes, limits, 1);
      assert.ok(outcomes !== 'absent');
      return outcomes.map(({ status }) => status);
    };
    const drop = (id: string): EntryWrite => ({ op: 'delete', id, wanted: 'any' });
    assert.deepEqual(await write(...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => put(id))), [
      ...[201, 201, 201, 201, 201],
      507,
    ]);
    assert.deepEqual(await write(drop('a'), drop('b')), [204, 204]);
    assert.deepEqual((await list(app, '?since=5')).reset, undefined);
    assert.deepEqual(await write(put('g')), [201]);
    assert.deepEqual((await list(app, '?since=5')).reset, true);
    assert.deepEqual(await write(put('h')), [201]);
    assert.deepEqual(await write(put('i')), [507]);
    assert.deepEqual(
      (await list(app)).items.map(({ id }) => id),
      ['c', 'd', 'e', 'g', 'h'],
    );
    const [row] = await at.sql('select entries from vault_collection where account_id = $1', app.accountId);
    assert.equal(row?.entries, 5);
  });

  it('is made by forgetting while others write, and no count goes astray', async () => {
    const app = await at.app();
    const writers = Array.from({ length: 20 }, async (_, index) => {
      await keep(app, `i${index}`, 'x');
      await app.call('DELETE', `/vault/items/i${index}`, { headers: { 'If-Match': '*' } });
      if (index % 2 === 0) await keep(app, `i${index}`, 'xx');
    });
    const sweeps = Array.from({ length: 10 }, () => at.entries.forget(at.world.clock.nowSeconds(), 3));
    await Promise.all([...writers, ...sweeps]);
    await at.entries.forget(at.world.clock.nowSeconds(), 100);
    const [row] = await at.sql(
      `select c.entries, c.bytes::integer, count(*)::integer as counted, sum(length(e.body))::integer as held
       from vault_collection c join vault_entry e using (account_id, collection)
       where account_id = $1 group by c.entries, c.bytes`,
      app.accountId,
    );
    assert.deepEqual(row, { entries: 10, bytes: 20, counted: 10, held: 20 });
  });
});

describe('a batch', () => {
  let at: Vault;
  before(async () => void (at = await openVault({ TACET_VAULT_QUOTA_MEGABYTES: '1' })));
  after(() => at.close());

  const body = (text: string) => Buffer.from(text).toString('base64url');

  it('answers each operation as it would have been alone, in their order', async () => {
    const app = await at.app();
    await keep(app, 'there', 'x');
    await keep(app, 'most', new Uint8Array(MEGABYTE - 100), 'blobs');
    const { status, body: answer } = await app.call('POST', '/vault/batch', {
      json: {
        operations: [
          { op: 'put', id: 'new', body: body('one'), if_match: 0 },
          { op: 'put', id: 'new', body: body('two'), if_match: 3, envelope: 9 },
          { op: 'put', id: 'new', body: body('x'), if_match: 3 },
          { op: 'put', id: 'there', body: body('y'), if_match: 0 },
          { op: 'put', id: 'large', body: 'A'.repeat(90_000), if_match: 0 },
          { op: 'put', id: 'room', body: 'A'.repeat(200), if_match: 0 },
          { op: 'delete', id: 'none', if_match: 1 },
          { op: 'delete', id: 'there', if_match: 7 },
          { op: 'delete', id: 'there', if_match: 1 },
          { op: 'put', id: 'there', body: '', if_match: 0 },
        ],
      },
    });
    assert.equal(status, 200);
    assert.deepEqual(answer.results, [
      { id: 'new', status: 201, revision: 3 },
      { id: 'new', status: 200, revision: 4 },
      { id: 'new', status: 412 },
      { id: 'there', status: 412 },
      { id: 'large', status: 413 },
      { id: 'room', status: 507 },
      { id: 'none', status: 404 },
      { id: 'there', status: 412 },
      { id: 'there', status: 204, revision: 5 },
      { id: 'there', status: 201, revision: 6 },
    ]);
    const read = await app.call('GET', '/vault/items/new');
    assert.deepEqual(
      [read.bytes.toString(), read.headers.get('etag'), read.headers.get('envelope-version')],
      ['two', '"4"', '9'],
    );
    assert.equal((await app.call('GET', '/vault/items/there')).bytes.length, 0);
    assert.equal((await app.call('GET', '/vault')).body.items, 2);
  });

  const good = { op: 'put', id: 'a', body: 'eA', if_match: 0 };
  for (const [name, json, said] of [
    ['no operations', { operations: [] }, /^operations: /],
    ['too many', { operations: Array.from({ length: 101 }, () => good) }, /^operations: /],
    ['no list', { operations: good }, /^operations: /],
    ['another member', { operations: [good], more: 1 }, /^the body: /],
    ['no id', { operations: [good, { ...good, id: '../a' }] }, /^operations\.1\.id: /],
    ['no revision', { operations: [{ ...good, if_match: '*' }] }, /^operations\.0\.if_match: /],
    ['no base64url', { operations: [{ ...good, body: 'a+b/' }] }, /^operations\.0\.body: /],
    ['no whole byte', { operations: [{ ...good, body: 'A' }] }, /^operations\.0\.body: /],
    ['no such act', { operations: [{ ...good, op: 'get' }] }, /^operations\.0\.op: /],
  ] as const) {
    it(`is refused with ${name}, and nothing of it counts`, async () => {
      const app = await at.app();
      const { status, body: refused } = await app.call('POST', '/vault/batch', { json });
      assert.deepEqual([status, refused.error], [400, 'invalid_request']);
      assert.match(refused.error_description ?? '', said);
      assert.equal((await app.call('GET', '/vault')).body.revision, 0);
    });
  }

  it('FP-N03 is refused above its limit', async () => {
    const app = await at.app();
    const large = { operations: Array.from({ length: 13 }, () => ({ ...good, body: 'A'.repeat(87_380) })) };
    assert.equal((await app.call('POST', '/vault/batch', { json: large })).status, 413);
    const fits = {
      operations: large.operations.slice(0, 11).map((one, index) => ({ ...one, id: `i${index}` })),
    };
    const { body: answer } = await app.call('POST', '/vault/batch', { json: fits });
    assert.deepEqual(new Set(answer.results?.map(({ status }) => status)), new Set([201]));
  });
});
